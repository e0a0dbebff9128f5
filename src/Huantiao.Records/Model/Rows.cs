namespace Huantiao.Records.Model;

/// <summary>A row of one clinic. Queries see only rows of the clinic that the <see cref="HuantiaoDb"/> has entered, and nothing of another clinic can be saved.</summary>
public interface IClinicRow
{
    /// <summary>The clinic, first column of the key.</summary>
    Guid ClinicId { get; }
}

/// <summary>A row of one patient's record.</summary>
public interface IPatientRow : IClinicRow
{
    /// <summary>The record it was written into; merged since, perhaps, into the one that stands: see <see cref="Patients.PatientMerging.OfRecords{T}"/>.</summary>
    Guid PatientId { get; }
}

/// <summary>A row whose every change enters the audit trail of its clinic by itself.</summary>
public interface IAuditedRow
{
    /// <summary>The clinic whose trail gets the line.</summary>
    Guid ClinicId { get; }

    /// <summary>The row's own key within the clinic, as the trail names it.</summary>
    string AuditKey { get; }

    /// <summary>Whose record it belongs to; null where it is about no patient.</summary>
    Guid? AuditPatient { get; }
}

/// <summary>A row that people edit: it counts its versions, and a save over a version that is not the newest is refused.</summary>
public interface IVersionedRow
{
    /// <summary>1 when first saved, one more at each change. Raised by the database context, never by callers.</summary>
    int Version { get; set; }
}

/// <summary>A clinical document: earlier versions are kept, so that a correction never overwrites what was read before it.</summary>
public interface IKeptDocument : IAuditedRow, IClinicRow, IVersionedRow
{
    /// <summary>Key within the clinic.</summary>
    Guid Id { get; }
}

/// <summary>What the program notes beside what somebody said: when it came, who took it down. The same thing said again is the same although these differ.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoteAttribute : Attribute
{
    /// <summary>True: the first note stands, whatever comes later.</summary>
    public bool OfTheFirst { get; init; }
}
