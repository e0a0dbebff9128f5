using System.Collections.Frozen;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Atlas;

/// <summary>Words and sentence patterns in each language.</summary>
public sealed record AtlasWords(
    FrozenDictionary<string, LocalText> Sentences, FrozenDictionary<string, LocalText> Heights, FrozenDictionary<string, LocalText> Regions,
    FrozenDictionary<string, LocalText> Risks);
