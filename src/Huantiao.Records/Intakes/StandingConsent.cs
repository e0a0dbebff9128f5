namespace Huantiao.Records.Intakes;

/// <summary>What a person's answers to one request for consent come to.</summary>
public static class StandingConsent
{
    /// <summary>The newest answer counts: yes unless it was taken back, else no.</summary>
    /// <returns>Null: never asked, which is not a yes.</returns>
    public static bool? Stands(this IEnumerable<Consent> consents, ConsentPurpose purpose) =>
        consents.Where(c => c.Purpose == purpose).OrderByDescending(c => c.SignedAt).ThenByDescending(c => c.Id).FirstOrDefault() is { } newest
            ? newest is { Given: true, WithdrawnAt: null }
            : null;
}
