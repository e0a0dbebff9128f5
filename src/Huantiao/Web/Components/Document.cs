using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Huantiao.Web.Components;

/// <summary>The root of every rendering: hands the view to the page and all its parts.</summary>
internal sealed class Document : IComponent
{
    private RenderHandle _handle;

    [Parameter]
    public View? View { get; set; }

    [Parameter]
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)]
    public Type? Page { get; set; }

    [Parameter]
    public IDictionary<string, object?>? Parameters { get; set; }

    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        _handle.Render(Build);
        return Task.CompletedTask;
    }

    private void Build(RenderTreeBuilder builder)
    {
        builder.OpenComponent<CascadingValue<View>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<View>.Value), View);
        builder.AddComponentParameter(2, nameof(CascadingValue<View>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<View>.ChildContent), (RenderFragment)(page =>
        {
            page.OpenComponent(0, Page!);
            foreach (var (name, value) in Parameters ?? new Dictionary<string, object?>())
                page.AddComponentParameter(1, name, value);
            page.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
