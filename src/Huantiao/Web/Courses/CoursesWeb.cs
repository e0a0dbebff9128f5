using Huantiao.Web.Clinics;

namespace Huantiao.Web.Courses;

/// <summary>The addresses of readings, of one person's course, and of what is measured.</summary>
internal static class CoursesWeb
{
    public static void Map(ClinicRoutes routes)
    {
        CoursePages.Map(routes);
        CourseForms.Map(routes);
        ReadingPages.Map(routes);
        ReadingList.Map(routes);
        OwnInstruments.Map(routes);
    }
}
