namespace Huantiao.Records.Model;

/// <summary>What makes the database itself refuse to change or delete a line of the audit trail, an event of a session, a closed part of a report, or what left for the registry. Set after each migration: SQLite drops triggers with a table that it rebuilds.</summary>
internal static class AppendOnly
{
    /// <summary>Tables that only ever grow.</summary>
    public static readonly string[] Tables = ["audit_entry", "audit_anchor", "session_event", "report_part", "registry_cut"];

    public static IEnumerable<string> Sqlite =>
        from table in Tables
        from verb in (string[])["UPDATE", "DELETE"]
        select $"CREATE TRIGGER IF NOT EXISTS {Name(table, verb)} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";

    public static IEnumerable<string> PostgreSql =>
    [
        "CREATE OR REPLACE FUNCTION huantiao_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        .. from table in Tables
           from verb in (string[])["UPDATE", "DELETE", "TRUNCATE"]
           select $"CREATE OR REPLACE TRIGGER {Name(table, verb)} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION huantiao_append_only()",
    ];

    /// <summary>Names of the guards that a database must have.</summary>
    public static IEnumerable<string> NamesOn(bool postgreSql) =>
        from table in Tables
        from verb in postgreSql ? (string[])["UPDATE", "DELETE", "TRUNCATE"] : ["UPDATE", "DELETE"]
        select Name(table, verb);

    private static string Name(string table, string verb) => $"{table}_no_{verb.ToLowerInvariant()}";
}
