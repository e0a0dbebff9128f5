using System.Collections.Frozen;
using System.Collections.Immutable;
using Huantiao.Records.Clinics;

namespace Huantiao.Web.Access;

/// <summary>What an address lets somebody do. Every address of the clinic names exactly one; who has it stands in <see cref="Capabilities"/> and nowhere else.</summary>
public enum Capability
{
    /// <summary>One's own account, sessions and clinics: whoever is signed in, also before a clinic is chosen.</summary>
    OwnAccount,

    /// <summary>The clinic's start page.</summary>
    Enter,

    /// <summary>Patients' names, birth dates and ways to reach them.</summary>
    FindPatients,
    EditPatients,

    /// <summary>Appointments, rooms, arrivals, and the state (never the content) of intakes.</summary>
    Diary,

    /// <summary>Makes a link by which a patient answers the intake.</summary>
    SendIntake,

    /// <summary>Answers, screens, findings, plans, letters: the clinical record.</summary>
    ReadNotes,

    /// <summary>Drafts in the clinical record.</summary>
    WriteNotes,

    /// <summary>Treats, signs, resolves a stop: also needs a licence that has not lapsed.</summary>
    Sign,

    /// <summary>The whole record of one person, to hand it over.</summary>
    ExportPerson,

    /// <summary>Keeps a record unused, as its person has asked, and ends that.</summary>
    RestrictRecord,

    /// <summary>Who opened the record of one person.</summary>
    WhoOpened,

    /// <summary>Rows without names for research.</summary>
    ReadResearch,

    /// <summary>How the clinic's people do, in sums; one's own people beside them.</summary>
    ReadReport,

    /// <summary>Members, roles, licences.</summary>
    ManagePeople,

    /// <summary>Rooms, settings, another clinic.</summary>
    ManageClinic,

    /// <summary>The audit trail of the clinic.</summary>
    ReadAudit,
    ExportClinic,

    /// <summary>Sums without rows for the registry, signed in the clinic's name.</summary>
    ExportSummary,
}

/// <summary>Who may do what: the one table. A role has what its column names; who holds two roles has both.</summary>
internal static class Capabilities
{
    private static readonly FrozenDictionary<Capability, ImmutableArray<Role>> Table = new Dictionary<Capability, ImmutableArray<Role>>
    {
        [Capability.OwnAccount] = [Role.Administrator, Role.Practitioner, Role.FrontDesk, Role.Researcher],
        [Capability.Enter] = [Role.Administrator, Role.Practitioner, Role.FrontDesk, Role.Researcher],
        [Capability.FindPatients] = [Role.Administrator, Role.Practitioner, Role.FrontDesk],
        [Capability.EditPatients] = [Role.Administrator, Role.Practitioner, Role.FrontDesk],
        [Capability.Diary] = [Role.Administrator, Role.Practitioner, Role.FrontDesk],
        [Capability.SendIntake] = [Role.Practitioner, Role.FrontDesk],
        [Capability.ReadNotes] = [Role.Practitioner],
        [Capability.WriteNotes] = [Role.Practitioner],
        [Capability.Sign] = [Role.Practitioner],
        [Capability.ExportPerson] = [Role.Administrator, Role.Practitioner],
        [Capability.RestrictRecord] = [Role.Administrator, Role.Practitioner],
        [Capability.WhoOpened] = [Role.Administrator, Role.Practitioner, Role.FrontDesk],
        [Capability.ReadResearch] = [Role.Researcher],
        [Capability.ReadReport] = [Role.Administrator, Role.Practitioner],
        [Capability.ManagePeople] = [Role.Administrator],
        [Capability.ManageClinic] = [Role.Administrator],
        [Capability.ReadAudit] = [Role.Administrator],
        [Capability.ExportClinic] = [Role.Administrator],
        [Capability.ExportSummary] = [Role.Administrator],
    }.ToFrozenDictionary();

    public static ImmutableArray<Role> RolesWith(Capability capability) => Table[capability];

    public static bool Has(this IEnumerable<Role> roles, Capability capability) => roles.Any(role => Table[capability].Contains(role));
}
