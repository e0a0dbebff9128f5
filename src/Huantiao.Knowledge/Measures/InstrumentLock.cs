using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huantiao.Knowledge.Pathways;

namespace Huantiao.Knowledge.Measures;

/// <summary>What a version of an instrument is held to: a hash over all that a person reads and all by which answers are scored. Where a fact was found is not in it.</summary>
public static class InstrumentLock
{
    /// <summary>SHA-256 in hexadecimal of the version's content in one fixed form.</summary>
    public static string HashOf(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var text = new StringBuilder();
        Line(instrument.Id, instrument.Version.ToString(CultureInfo.InvariantCulture), instrument.Better.ToString(), instrument.Scoring.ToString(), instrument.ScoreItem ?? "", instrument.LeastAnswered.ToString(CultureInfo.InvariantCulture));
        Said(instrument.Name);
        Said(instrument.Missing);
        foreach (var item in instrument.Items)
        {
            Line(item.Id, item.Kind.ToString(), item.Names ?? "", Number(item.Least), Number(item.Most), item.Unit);
            Said(item.Text);
            Said(item.Short);
            Said(item.Anchors ?? LocalText.Empty);
            foreach (var label in item.Labels)
                Said(label);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // Lengths stand before the words, so that no word can pass for the border between two.
        void Line(params ReadOnlySpan<string> parts)
        {
            foreach (var part in parts)
                text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
            text.Append('\n');
        }

        void Said(LocalText words)
        {
            foreach (var (language, said) in words.ByLanguage.OrderBy(w => w.Key, StringComparer.Ordinal))
                Line(language, said);
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
