namespace Ausweisstatus.Domain;

/// <summary>What was said of a document by mistake.</summary>
public static class TakenBack
{
    // Of more at once, the first ones are forgotten: for each, all before it is folded.
    private const int MostInARow = 8;

    /// <summary>
    /// What was said before the last retractions, where that was a stage which did not happen and nothing further has been told since: then
    /// who reads the answer is owed a word about it. Of several in a row, what was read before the first.
    /// </summary>
    /// <param name="document">As it is known.</param>
    public static Status? Of(Document document)
    {
        var (facts, now) = (document.Facts, document.Status);
        var (later, known, wrong, left) = (now, facts.Length, default(Status?), MostInARow);
        for (var last = facts.Length - 1; last >= 0 && left > 0; last--)
        {
            if (facts[last].Fact is not FactRetracted)
            {
                continue;
            }

            if (last + 1 < known && !IsSame(Folding.Fold(facts[..(last + 1)]), later))
            {
                break;
            }

            var before = Folding.Fold(facts[..last]);
            wrong = IsWrong(before, now) ? before : wrong;
            (later, known, left) = (before, last, left - 1);
        }

        return wrong;
    }

    private static bool IsSame(Status one, Status other) => (one.Stage, one.Since, one.Run) == (other.Stage, other.Since, other.Run);

    private static bool IsWrong(Status before, Status now) =>
        before.Stage is { } said && said != now.Stage && WhatIsTold.TimesEntered(now, said) < WhatIsTold.TimesEntered(before, said);
}
