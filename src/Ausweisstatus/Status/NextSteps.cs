using Ausweisstatus.Domain;

namespace Ausweisstatus.Status;

/// <summary>The next step of a status: its code, and the key of its words.</summary>
internal readonly record struct NextStepWords(string Code, string Key)
{
    public NextStepWords(string code) : this(code, $"next.{code}")
    {
    }

    /// <summary>Whether the person has to go there, or to call.</summary>
    public bool IsAtTheOffice => Code is NextStepCode.BringPhoto or NextStepCode.SignAgain or NextStepCode.CorrectData or NextStepCode.PayFee or NextStepCode.ContactOffice;

    public static NextStepWords With(string code, string variant) => new(code, $"next.{code}.{variant}");
}

internal static class NextSteps
{
    /// <param name="stage">The stage of the status.</param>
    /// <param name="status">What is said about the document.</param>
    /// <param name="over">Whether the time for collection is over.</param>
    public static NextStepWords Of(Stage stage, Domain.Status status, bool over) => stage switch
    {
        Stage.Shipped when TextKeys.SentAgain(status.History[^1]) == SentAgainReason.OtherOffice =>
            NextStepWords.With(NextStepCode.Wait, "shipped.other-office"),
        Stage.Received or Stage.Ordered or Stage.BeingRemade or Stage.Shipped or Stage.AtOffice => Wait(stage),
        Stage.InProduction or Stage.Produced => Wait(stage, status.Delivery),
        Stage.InDelivery when TextKeys.SentAgain(status.History[^1]) is { } reason => NextStepWords.With(NextStepCode.ExpectDelivery, KebabCase.Of(reason)),
        Stage.InDelivery => new(NextStepCode.ExpectDelivery),
        Stage.HeldAtBranch when over => NextStepWords.With(NextStepCode.ContactOffice, "branch-over"),
        Stage.ReadyForPickup when over => NextStepWords.With(NextStepCode.ContactOffice, "ready-over"),
        Stage.HeldAtBranch => Dated(NextStepCode.CollectAtBranch, status.HeldUntil),
        Stage.ReadyForPickup => Dated(NextStepCode.Collect, status.HeldUntil),
        Stage.ActionNeeded => new(CodeOf(status.ReturnReason)),
        Stage.HandedOver => NextStepWords.With(NextStepCode.None, "handed-over"),
        Stage.NotCollected => NextStepWords.With(NextStepCode.ContactOffice, "not-collected"),
        Stage.Lost => NextStepWords.With(NextStepCode.ContactOffice, "lost"),
        Stage.Cancelled => AfterCancellation(status.CancelReason),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "This stage has no next step."),
    };

    private static NextStepWords Wait(Stage stage, Delivery? delivery = null) =>
        NextStepWords.With(NextStepCode.Wait, delivery == Delivery.Direct ? $"{KebabCase.Of(stage)}.direct" : KebabCase.Of(stage));

    private static NextStepWords Dated(string code, DateOnly? until) => until is null ? new(code) : NextStepWords.With(code, "until");

    private static string CodeOf(ReturnReason? reason) => reason switch
    {
        ReturnReason.Photo => NextStepCode.BringPhoto,
        ReturnReason.Signature => NextStepCode.SignAgain,
        ReturnReason.Data => NextStepCode.CorrectData,
        ReturnReason.Fee => NextStepCode.PayFee,
        _ => NextStepCode.ContactOffice,
    };

    private static NextStepWords AfterCancellation(CancelReason? reason) => reason switch
    {
        CancelReason.Withdrawn => NextStepWords.With(NextStepCode.None, "withdrawn"),
        CancelReason.Rejected => NextStepWords.With(NextStepCode.ContactOffice, "rejected"),
        CancelReason.Superseded => new(NextStepCode.UseNewCode),
        _ => new(NextStepCode.ContactOffice),
    };
}
