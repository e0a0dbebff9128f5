using Huantiao.Care.Lots;
using Huantiao.Records.Needling;
using Huantiao.Web.Access;
using Huantiao.Web.Clinics;
using Microsoft.EntityFrameworkCore;

namespace Huantiao.Web.Treat.Sessions;

/// <summary>A packet and whether it may be used today.</summary>
public sealed record LotLine(NeedleLot Row, LotStanding Standing);

/// <summary>
/// <c>/clinic/lots</c>: packets of needles that are in use, put in by scanning the label or typing. The label is read by the server too, so that a scanner that types needs no script.
/// </summary>
internal static class LotPages
{
    public static void Map(ClinicRoutes routes)
    {
        routes.Get("/clinic/lots", Capability.ReadNotes, request => PageAsync(request, Form.Showing()));
        routes.Post("/clinic/lots", Capability.WriteNotes, AddAsync);
        routes.Post("/clinic/lots/{lot:guid}/finish", Capability.WriteNotes, FinishAsync);
    }

    /// <summary>Packets that are offered for a needle: the newest first, past ones among them with their standing.</summary>
    public static async Task<IReadOnlyList<LotLine>> InUseAsync(ClinicRequest request) =>
    [
        .. (await request.Db.NeedleLots.AsNoTracking().Where(l => l.FinishedAt == null).OrderByDescending(l => l.OpenedAt).ThenByDescending(l => l.Id).ToListAsync(request.Cancel))
            .Select(l => new LotLine(l, LotExpiry.On(l.Expiry, request.Today))),
    ];

    private static async Task PageAsync(ClinicRequest request, Form form)
    {
        var parameters = new (string, object?)[] { (nameof(LotsPage.Lots), await InUseAsync(request)), (nameof(LotsPage.Form), form) };
        await (form.IsGood ? request.PageAsync<LotsPage>(parameters) : request.AgainAsync<LotsPage>(parameters));
    }

    private static async Task AddAsync(ClinicRequest request)
    {
        var form = request.Form;
        var (key, label) = (form.Key(), form.Typed("label"));
        var (lot, gtin, expiry) = (form.Text("lot", SessionLot.LongestLot, required: label.Length == 0), form.Text("gtin", 14, required: false), form.Date("expiry", required: false));
        var (diameter, length) = (form.Number("diameter", 0.05, 2, required: false), form.Number("length", 1, 200, required: false));
        if (label.Length > 0)
        {
            switch (LabelParser.Parse(label, request.Today))
            {
                case LabelReading.Read { Label.Used: { } used }:
                    (lot, gtin, expiry) = (used.Lot, used.Gtin ?? "", used.Expiry);
                    break;
                case LabelReading.Read:
                    form.Refuse("label", "Lots.Fault.NoLot");
                    break;
                case LabelReading.Refused refused:
                    form.Refuse("label", "Lots.Fault." + refused.Fault);
                    break;
            }
        }
        else if (gtin.Length > 0 && Gtin.TryParse(gtin) is null)
        {
            form.Refuse("gtin", "Lots.Fault.WrongCheckDigit");
        }

        if (LotExpiry.On(expiry, request.Today) == LotStanding.Past)
            form.Refuse(label.Length > 0 ? "label" : "expiry", "Lots.Past");
        if (!form.IsGood)
        {
            await PageAsync(request, form);
            return;
        }

        if (!await request.Db.NeedleLots.AnyAsync(l => l.Id == key, request.Cancel))
        {
            request.Db.NeedleLots.Add(new()
            {
                ClinicId = request.Clinic.Id, Id = key, Gtin = gtin.Length > 0 ? Gtin.TryParse(gtin)!.Digits : null, Lot = lot, Expiry = expiry, DiameterMillimetres = diameter, LengthMillimetres = length,
                OpenedAt = request.Now, OpenedBy = request.Staff.AccountId,
            });
        }

        await request.SeeAsync("/clinic/lots", "saved");
    }

    private static async Task FinishAsync(ClinicRequest request)
    {
        var id = request.Id("lot");
        if (await request.Db.NeedleLots.FirstOrDefaultAsync(l => l.Id == id, request.Cancel) is not { } lot)
        {
            await request.NothingAsync();
            return;
        }

        lot.FinishedAt ??= request.Now;
        await request.SeeAsync("/clinic/lots", "saved");
    }
}
