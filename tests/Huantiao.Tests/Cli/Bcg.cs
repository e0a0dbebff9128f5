using System.Globalization;

namespace Huantiao.Tests.Cli;

/// <summary>Thirteen trials of BCG vaccine against tuberculosis, as Colditz et al. (JAMA 1994;271:698) print them.</summary>
internal static class Bcg
{
    public static readonly string[] Studies =
    [
        "Aronson 1948", "Ferguson & Simes 1949", "Rosenthal 1960", "Hart & Sutherland 1977", "Frimodt-Moller 1973", "Stein & Aronson 1953", "Vandiviere 1973",
        "TPT Madras 1980", "Coetzee & Berjak 1968", "Rosenthal 1961", "Comstock 1974", "Comstock & Webster 1969", "Comstock 1976",
    ];

    public static readonly int[] Ai = [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27];
    public static readonly int[] N1i = [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913];
    public static readonly int[] Ci = [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29];
    public static readonly int[] N2i = [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854];

    public static string Csv => "study,ai,n1i,ci,n2i\n" + string.Concat(Enumerable.Range(0, Ai.Length).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{Studies[i]},{Ai[i]},{N1i[i]},{Ci[i]},{N2i[i]}\n")));

    public static string Data => $$"""{"ai":[{{Join(Ai)}}],"n1i":[{{Join(N1i)}}],"ci":[{{Join(Ci)}}],"n2i":[{{Join(N2i)}}]}""";

    /// <summary>One line of a batch.</summary>
    /// <param name="more">Further fields, with a leading comma.</param>
    public static string Line(string id, string measure = "RR", string more = "") => $$"""{"id":"{{id}}","measure":"{{measure}}","data":{{Data}}{{more}}}""";

    private static string Join(int[] values) => string.Join(',', values);
}
