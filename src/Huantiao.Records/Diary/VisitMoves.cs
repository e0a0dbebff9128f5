namespace Huantiao.Records.Diary;

/// <summary>Where a visit may go from where it stands. Every step can be taken back: a wrong tap at the desk must not need a new visit.</summary>
public static class VisitMoves
{
    public static bool MayBecome(this AppointmentState from, AppointmentState to) => (from, to) switch
    {
        (AppointmentState.Booked, AppointmentState.Arrived or AppointmentState.Cancelled or AppointmentState.Missed) => true,
        (AppointmentState.Arrived, AppointmentState.InTreatment or AppointmentState.Booked or AppointmentState.Cancelled) => true,
        (AppointmentState.InTreatment, AppointmentState.Done or AppointmentState.Arrived) => true,
        (AppointmentState.Done, AppointmentState.InTreatment) => true,
        // Late, but there.
        (AppointmentState.Missed, AppointmentState.Booked or AppointmentState.Arrived) => true,
        (AppointmentState.Cancelled, AppointmentState.Booked) => true,
        _ => false,
    };

    /// <summary>Is it still to come, or going on? Then its time and place may change.</summary>
    public static bool IsOpen(this AppointmentState state) => state is AppointmentState.Booked or AppointmentState.Arrived;
}
