using System.Collections.Immutable;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;

namespace Huantiao.Web.Patients;

/// <summary>
/// What can be done from a patient's record, in its order; each shows to whoever may. A new room adds its row here, as it does in <see cref="ClinicPlaces"/>.
/// </summary>
internal static class ChartPlaces
{
    /// <summary>"{0}" in a path is the patient's id.</summary>
    public static readonly ImmutableArray<(string Path, string Word, Capability Needs)> All =
    [
        ("/clinic/visits/new?patient={0}", "Chart.Book", Capability.Diary),
        ("/clinic/patients/{0}/intake", "Intakes.Title", Capability.Diary),
        ("/clinic/patients/{0}/screening", "Screening.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/assessment", "Assessment.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/plan", "Plan.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/sessions", "SessionList.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/course", "Course.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/discharge", "Discharge.Title", Capability.ReadNotes),
        ("/clinic/patients/{0}/edit", "Chart.Edit", Capability.EditPatients),
        ("/clinic/patients/{0}/duplicates", "Chart.Duplicates", Capability.EditPatients),
        ("/clinic/patients/{0}/restriction", "Restriction.Title", Capability.RestrictRecord),
        ("/clinic/patients/{0}/opened", "Chart.WhoOpened", Capability.WhoOpened),
        ("/clinic/patients/{0}/export", "Chart.Export", Capability.ExportPerson),
    ];
}
