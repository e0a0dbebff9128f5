namespace Huantiao.Records.Portable;

/// <summary>What goes into an export, and which of its rows.</summary>
/// <param name="Table">The table, with the columns that leave the house.</param>
/// <param name="Where">SQL for its rows; @clinic is the clinic, @patients the person's records when one person is taken out.</param>
internal sealed record ExportShape(TableShape Table, string Where)
{
    /// <summary>Secrets, what is made from other rows, and what means nothing elsewhere.</summary>
    private static readonly HashSet<string> NeverOut = new(StringComparer.Ordinal)
    {
        "patient_key", "audit_head", "audit_anchor", "session", "setup_link", "intake_link", "outbox_mail", "after_link", "reading_link", "registry_key",
    };

    /// <summary>Of an account only who it is; nothing to sign in with.</summary>
    private static readonly string[] OfAnAccount = ["id", "display_name", "language", "created_at"];

    /// <summary>A whole clinic, in the order in which it can be taken in.</summary>
    public static IReadOnlyList<ExportShape> OfClinic(HuantiaoDb db) =>
    [
        .. TableShape.All(db).Where(t => !NeverOut.Contains(t.Name)).Select(t => t.Name switch
        {
            "clinic" => new ExportShape(t, "id = @clinic"),
            "account" => Account(t, "id IN (SELECT account_id FROM membership WHERE clinic_id = @clinic UNION SELECT practitioner_id FROM appointment WHERE clinic_id = @clinic UNION SELECT account_id FROM licence WHERE clinic_id = @clinic)"),
            _ when t.Has("clinic_id") => new ExportShape(t, "clinic_id = @clinic"),
            _ => null,
        }).OfType<ExportShape>(),
    ];

    /// <summary>Everything about one person, with those who wrote it named.</summary>
    public static IReadOnlyList<ExportShape> OfPerson(HuantiaoDb db) =>
    [
        .. TableShape.All(db).Where(t => !NeverOut.Contains(t.Name)).Select(t => t.Name switch
        {
            "clinic" => new ExportShape(t, "id = @clinic"),
            "account" => Account(t, "id IN (SELECT practitioner_id FROM appointment WHERE clinic_id = @clinic AND patient_id IN (@patients))"),
            "patient" => new ExportShape(t, "clinic_id = @clinic AND id IN (@patients)"),
            "patient_merge" => new ExportShape(t, "clinic_id = @clinic AND kept_id IN (@patients) AND merged_id IN (@patients)"),
            "room" => new ExportShape(t, "clinic_id = @clinic AND id IN (SELECT room_id FROM appointment WHERE clinic_id = @clinic AND patient_id IN (@patients))"),
            "earlier_version" => new ExportShape(t, $"clinic_id = @clinic AND document_id IN ({string.Join(" UNION ", Documents(db).Select(d => $"SELECT id FROM {d} WHERE clinic_id = @clinic AND {(d == "patient" ? "id" : "patient_id")} IN (@patients)"))})"),
            "session_event" or "session_lot" => new ExportShape(t, "clinic_id = @clinic AND session_id IN (SELECT id FROM needling_session WHERE clinic_id = @clinic AND patient_id IN (@patients))"),
            _ when t.Has("clinic_id") && t.Has("patient_id") => new ExportShape(t, "clinic_id = @clinic AND patient_id IN (@patients)"),
            _ => null,
        }).OfType<ExportShape>(),
    ];

    private static ExportShape Account(TableShape table, string where) =>
        new(table with { Columns = [.. table.Columns.Where(c => OfAnAccount.Contains(c.Name, StringComparer.Ordinal))] }, where);

    private static IEnumerable<string> Documents(HuantiaoDb db) =>
        db.Model.GetEntityTypes().Where(t => typeof(Model.IKeptDocument).IsAssignableFrom(t.ClrType)).Select(t => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(t)!);
}
