using Huantiao.Web.Clinics;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Components;

/// <summary>What every field has: a name, a label, a hint, and the problem that the form found with it.</summary>
public abstract class FieldPart : ClinicPart
{
    [CascadingParameter]
    internal Form Form { get; set; } = null!;

    [CascadingParameter(Name = "Prefix")]
    internal string Prefix { get; set; } = "";

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>Most fields are; the others say that they are not.</summary>
    [Parameter]
    public bool Required { get; set; } = true;

    internal string Id => Prefix + Name;

    internal string? Said => Form.Problem(Name) is { } problem ? W.Format(problem.Key, [.. problem.Values]) : null;

    internal string? DescribedBy => (Hint, Said) switch
    {
        (null, null) => null,
        (_, null) => Id + "-hint",
        (null, _) => Id + "-wrong",
        _ => $"{Id}-hint {Id}-wrong",
    };
}
