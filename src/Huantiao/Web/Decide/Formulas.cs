using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Decide;

/// <summary>A step of the methods page: the words' key, the formula in MathML, and who it is from.</summary>
public sealed record Formula(string Key, MarkupString Math, string Source);

/// <summary>The formulas of the methods page. Symbols are the same in every language.</summary>
internal static class Formulas
{
    public static readonly Formula[] Effect =
    [
        new("Methods.Effect.Se", M("<mi>SE</mi><mo>=</mo><mfrac><mrow><mi>upper</mi><mo>−</mo><mi>lower</mi></mrow><mrow><mn>2</mn><mo>·</mo><msub><mi>z</mi><mn>.975</mn></msub></mrow></mfrac>"),
            "Cochrane Handbook 6.5, 6.5.2.3"),
        new("Methods.Effect.Md", M($"{Sub("y", "i")}<mo>=</mo>{Bar("x", "1")}<mo>−</mo>{Bar("x", "2")}<mo>,</mo>{Sub("v", "i")}<mo>=</mo>{Over(Square("s", "1"), Sub("n", "1"))}<mo>+</mo>{Over(Square("s", "2"), Sub("n", "2"))}"),
            "Borenstein, Hedges, Higgins, Rothstein 2009, ch. 4"),
        new("Methods.Effect.Rr", M($"{Sub("y", "i")}<mo>=</mo><mi>ln</mi>{Over("<mrow><mi>a</mi><mo>/</mo>" + Sub("n", "1") + "</mrow>", "<mrow><mi>c</mi><mo>/</mo>" + Sub("n", "2") + "</mrow>")}<mo>,</mo>{Sub("v", "i")}<mo>=</mo>{One("<mi>a</mi>")}<mo>−</mo>{One(Sub("n", "1"))}<mo>+</mo>{One("<mi>c</mi>")}<mo>−</mo>{One(Sub("n", "2"))}"),
            "Borenstein et al. 2009, ch. 5"),
    ];

    public static readonly Formula[] Pool =
    [
        new("Methods.Pool.Mean", M($"{Hat("θ")}<mo>=</mo>{Over("<mrow><mo>Σ</mo>" + Sub("w", "i") + Sub("y", "i") + "</mrow>", "<mrow><mo>Σ</mo>" + Sub("w", "i") + "</mrow>")}<mo>,</mo>{Sub("w", "i")}<mo>=</mo>{One("<mrow>" + Sub("v", "i") + "<mo>+</mo>" + Hat2("τ") + "</mrow>")}"),
            "Viechtbauer, J Educ Behav Stat 2005;30:261"),
        new("Methods.Pool.Hk", M($"<msup><mi>SE</mi><mn>2</mn></msup><mo>=</mo>{Over("<mrow><mo>Σ</mo>" + Sub("w", "i") + "<msup><mrow><mo>(</mo>" + Sub("y", "i") + "<mo>−</mo>" + Hat("θ") + "<mo>)</mo></mrow><mn>2</mn></msup></mrow>", "<mrow><mo>(</mo><mi>k</mi><mo>−</mo><mn>1</mn><mo>)</mo><mo>Σ</mo>" + Sub("w", "i") + "</mrow>")}"),
            "Hartung, Knapp, Stat Med 2001;20:3875; Jackson et al., Stat Med 2017;36:3923"),
        new("Methods.Pool.Pi", M($"{Hat("θ")}<mo>±</mo>{Sub("t", "k−1, .975")}<msqrt><mrow><msup><mi>SE</mi><mn>2</mn></msup><mo>+</mo>{Hat2("τ")}</mrow></msqrt>"),
            "Higgins, Thompson, Spiegelhalter, J R Stat Soc A 2009;172:137"),
        new("Methods.Pool.I2", M($"<msup><mi>I</mi><mn>2</mn></msup><mo>=</mo>{Over(Hat2("τ"), "<mrow>" + Hat2("τ") + "<mo>+</mo><mover><mi>v</mi><mo>~</mo></mover></mrow>")}"),
            "Higgins, Thompson, Stat Med 2002;21:1539"),
    ];

    public static readonly Formula[] People =
    [
        new("Methods.People.Mean", M($"<mi>P</mi><mo>=</mo><mi>Φ</mi><mo>(</mo>{Over("<mrow><mi>m</mi><mo>−</mo><mi>c</mi></mrow>", "<mi>s</mi>")}<mo>)</mo>"),
            "Thorlund et al., Res Synth Methods 2011;2:188"),
        new("Methods.People.Risk", M($"{Sub("p", "1")}<mo>=</mo>{Sub("p", "0")}<mo>·</mo><mi>RR</mi>"), "Cochrane Handbook 6.5, 15.4"),
    ];

    private static MarkupString M(string content) => new($"<math display=\"block\"><mrow>{content}</mrow></math>");

    private static string Sub(string name, string index) => $"<msub><mi>{name}</mi><mi>{index}</mi></msub>";

    private static string Bar(string name, string index) => $"<msub><mover><mi>{name}</mi><mo>¯</mo></mover><mn>{index}</mn></msub>";

    private static string Square(string name, string index) => $"<msubsup><mi>{name}</mi><mn>{index}</mn><mn>2</mn></msubsup>";

    private static string Hat(string name) => $"<mover><mi>{name}</mi><mo>^</mo></mover>";

    private static string Hat2(string name) => $"<msup><mover><mi>{name}</mi><mo>^</mo></mover><mn>2</mn></msup>";

    private static string Over(string above, string below) => $"<mfrac>{above}{below}</mfrac>";

    private static string One(string below) => Over("<mn>1</mn>", below);
}
