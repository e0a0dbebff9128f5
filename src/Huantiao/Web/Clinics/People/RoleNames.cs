using Huantiao.Records.Clinics;
using Huantiao.Records.Model;
using Huantiao.Web.Words;

namespace Huantiao.Web.Clinics.People;

/// <summary>Roles in words.</summary>
internal static class RoleNames
{
    public static string In(Wording words, IEnumerable<Role> roles) => string.Join(words["Format.Comma"], roles.Select(role => words["Role." + EnumWords.Of(role)]));

    public static IReadOnlyList<(string Value, string Text)> All(Wording words) => [.. EnumWords.All<Role>().Select(word => (word, words["Role." + word]))];
}
