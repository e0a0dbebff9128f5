using System.Collections.Immutable;
using Huantiao.Web.Access;

namespace Huantiao.Web.Clinics;

/// <summary>The places in the head of every page of the clinic, in their order; each shows to whoever may go there. A new room adds its row here.</summary>
internal static class ClinicPlaces
{
    public static readonly ImmutableArray<(string Path, string Word, Capability Needs)> All =
    [
        ("/clinic", "Clinic.Start", Capability.Enter),
        ("/clinic/day", "Clinic.Day", Capability.Diary),
        ("/clinic/patients", "Clinic.Patients", Capability.FindPatients),
        ("/clinic/board", "Board.Title", Capability.Diary),
        ("/clinic/sessions/unsigned", "Unsigned.Title", Capability.ReadNotes),
        ("/clinic/lots", "Lots.Title", Capability.ReadNotes),
        ("/clinic/adverse", "Adverse.Title", Capability.ReadNotes),
        ("/clinic/readings", "Readings.Title", Capability.ReadNotes),
        ("/clinic/report", "Report.Title", Capability.ReadReport),
        ("/clinic/thresholds", "Thresholds.Title", Capability.ReadNotes),
        ("/clinic/research", "Research.Title", Capability.ReadResearch),
        ("/clinic/measures", "Measures.Title", Capability.ManageClinic),
        ("/clinic/registry", "ClinicRegistry.Title", Capability.ExportSummary),
        ("/clinic/people", "Clinic.People", Capability.ManagePeople),
        ("/clinic/settings", "Clinic.Settings", Capability.ManageClinic),
        ("/clinic/audit", "Clinic.Audit", Capability.ReadAudit),
    ];
}
