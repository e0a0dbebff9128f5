using Huantiao.Web.Words;
using Microsoft.AspNetCore.Components;

namespace Huantiao.Web.Components;

/// <summary>A part of a page: it sees the view and the words.</summary>
public abstract class Part : ComponentBase
{
    [CascadingParameter]
    internal View View { get; set; } = null!;

    internal Wording W => View.Words;
}
