using Huantiao.Records.Accounts;
using Huantiao.Records.Auditing;
using Huantiao.Records.Clinical;
using Huantiao.Records.Clinics;
using Huantiao.Records.Diary;
using Huantiao.Records.Intakes;
using Huantiao.Records.Mail;
using Huantiao.Records.Measures;
using Huantiao.Records.Model;
using Huantiao.Records.Needling;
using Huantiao.Records.Patients;
using Huantiao.Records.Registries;
using Huantiao.Records.Reports;
using Huantiao.Records.Writing;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Records;

/// <summary>
/// The clinic's tables. It works in one clinic at a time: <see cref="Enter"/> says which, and who acts. Before that a query of a clinical table throws;
/// afterwards it sees that clinic's rows and no others. Saving goes through the database's one write channel and takes the audit trail with it.
/// </summary>
public sealed class HuantiaoDb : IdentityUserContext<Account, Guid>, IDataProtectionKeyContext
{
    private readonly Database? database;
    private Actor? actor;

    internal HuantiaoDb(DbContextOptions<HuantiaoDb> options, Database? database = null)
        : base(options)
    {
        this.database = database;
        Audit = new(this);
    }

    /// <summary>The clinic entered.</summary>
    /// <exception cref="InvalidOperationException">None has been: the query would have asked every clinic.</exception>
    public Guid Clinic => EnteredClinic ?? throw new InvalidOperationException("No clinic has been entered: a query must know whose rows it may see.");

    /// <summary>The clinic entered; null: none yet.</summary>
    public Guid? EnteredClinic { get; private set; }

    /// <summary>Who acts.</summary>
    /// <exception cref="InvalidOperationException">Nobody has been named.</exception>
    public Actor Actor => actor ?? throw new InvalidOperationException("Nobody has been named who acts: the audit trail must know.");

    /// <summary>What is told to the audit trail beyond the changes that it sees by itself.</summary>
    public AuditTrail Audit { get; }

    /// <summary>On PostgreSQL rather than SQLite: a statement compiled beforehand is one for each.</summary>
    public bool IsOnPostgreSql => database?.IsPostgreSql == true;

    internal SessionLogs? Logs => database?.Logs;

    internal TimeProvider Clock => database?.Clock ?? TimeProvider.System;

    public DbSet<Clinic> Clinics => Set<Clinic>();

    public DbSet<ClinicSetting> ClinicSettings => Set<ClinicSetting>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Licence> Licences => Set<Licence>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SetupLink> SetupLinks => Set<SetupLink>();

    public DbSet<Patient> Patients => Set<Patient>();

    public DbSet<PatientKey> PatientKeys => Set<PatientKey>();

    public DbSet<PatientMerge> PatientMerges => Set<PatientMerge>();

    public DbSet<Room> Rooms => Set<Room>();

    public DbSet<Appointment> Appointments => Set<Appointment>();

    public DbSet<AppointmentSlot> AppointmentSlots => Set<AppointmentSlot>();

    public DbSet<Reminder> Reminders => Set<Reminder>();

    public DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();

    public DbSet<IntakeLink> IntakeLinks => Set<IntakeLink>();

    public DbSet<Intake> Intakes => Set<Intake>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<Screening> Screenings => Set<Screening>();

    public DbSet<Resolution> Resolutions => Set<Resolution>();

    public DbSet<Assessment> Assessments => Set<Assessment>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<PainDrawing> PainDrawings => Set<PainDrawing>();

    public DbSet<Measurement> Measurements => Set<Measurement>();

    public DbSet<MeasuredCourse> MeasuredCourses => Set<MeasuredCourse>();

    public DbSet<ReadingRequest> ReadingRequests => Set<ReadingRequest>();

    public DbSet<ReadingLink> ReadingLinks => Set<ReadingLink>();

    public DbSet<CourseChange> CourseChanges => Set<CourseChange>();

    public DbSet<CourseReview> CourseReviews => Set<CourseReview>();

    public DbSet<ClinicInstrument> ClinicInstruments => Set<ClinicInstrument>();

    public DbSet<ReportPart> ReportParts => Set<ReportPart>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<Discharge> Discharges => Set<Discharge>();

    public DbSet<RegistryCut> RegistryCuts => Set<RegistryCut>();

    public DbSet<RegistryKey> RegistryKeys => Set<RegistryKey>();

    public DbSet<SessionSheet> NeedlingSessions => Set<SessionSheet>();

    public DbSet<SessionEventRow> SessionEvents => Set<SessionEventRow>();

    public DbSet<SessionLot> SessionLots => Set<SessionLot>();

    public DbSet<NeedleLot> NeedleLots => Set<NeedleLot>();

    public DbSet<PointGroup> PointGroups => Set<PointGroup>();

    public DbSet<AdverseEventReport> AdverseEvents => Set<AdverseEventReport>();

    public DbSet<AfterQuestion> AfterQuestions => Set<AfterQuestion>();

    public DbSet<AfterLink> AfterLinks => Set<AfterLink>();

    public DbSet<EarlierVersion> EarlierVersions => Set<EarlierVersion>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    internal DbSet<AuditAnchor> AuditAnchors => Set<AuditAnchor>();

    /// <summary>From here on everything is done in that clinic, by that actor.</summary>
    /// <exception cref="InvalidOperationException">Another clinic has been entered before: rows of two clinics must not meet in one context.</exception>
    public void Enter(Guid clinic, Actor who)
    {
        if (EnteredClinic is { } already && already != clinic)
            throw new InvalidOperationException("Another clinic has been entered already.");
        EnteredClinic = clinic;
        actor = who;
    }

    /// <summary>Names who acts where no clinic is entered: signing in, setting up.</summary>
    public void Act(Actor who) => actor = who;

    /// <summary>A save over the row as the reader saw it: when it has another version by now, saving throws <see cref="DbUpdateConcurrencyException"/> and nothing is lost.</summary>
    public void Expect<T>(T row, int version)
        where T : class, IVersionedRow => Entry(row).Property(r => r.Version).OriginalValue = version;

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => SaveChangesAsync(acceptAllChangesOnSuccess).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var writes = (database ?? throw new InvalidOperationException("This context was made to describe the tables, not to save.")).Writes;
        var changes = PendingChanges.Of(this);
        if (changes.IsEmpty)
            return 0;
        var count = await writes.SaveAsync(this, changes, cancellationToken);
        Audit.Forget(changes.Told);
        if (acceptAllChangesOnSuccess)
            ChangeTracker.AcceptAllChanges();
        return count;
    }

    /// <summary>Saves within a transaction of the write channel, on its connection. What has changed is accepted only once that is committed.</summary>
    internal async Task<int> SaveWithinAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, CancellationToken cancel = default)
    {
        if (!ChangeTracker.HasChanges())
            return 0;
        await Database.CloseConnectionAsync();
        Database.SetDbConnection(connection, contextOwnsConnection: false);
        Database.AutoSavepointsEnabled = false;
        try
        {
            await Database.UseTransactionAsync(transaction, cancel);
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancel);
        }
        finally
        {
            await Database.UseTransactionAsync(null, CancellationToken.None);
            Database.SetDbConnection(null);
            Database.SetConnectionString(database!.ConnectionString);
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_login");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_token");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("account_passkey");
        builder.Entity<DataProtectionKey>().ToTable("data_protection_key");
        builder.ApplyConfigurationsFromAssembly(typeof(HuantiaoDb).Assembly);
        foreach (var row in builder.Model.GetEntityTypes().Where(t => typeof(IVersionedRow).IsAssignableFrom(t.ClrType)))
            row.FindProperty(nameof(IVersionedRow.Version))!.IsConcurrencyToken = true;
        Mapping.NameInSnakeCase(builder);
        // Byte by byte, as SQLite compares: a language's own order would part a prefix from what begins with it.
        if (Database.IsNpgsql())
            builder.Entity<PatientKey>().Property(r => r.Key).UseCollation("C");
        foreach (var row in builder.Model.GetEntityTypes().Where(t => typeof(IClinicRow).IsAssignableFrom(t.ClrType)).ToList())
            GetType().GetMethod(nameof(Confine), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(row.ClrType).Invoke(this, [builder]);
    }

    private void Confine<T>(ModelBuilder builder)
        where T : class, IClinicRow => builder.Entity<T>().HasQueryFilter(r => r.ClinicId == Clinic);
}
