using System.Collections.Immutable;

namespace Ausweisstatus.Domain;

/// <summary>What was said of a document by mistake.</summary>
public static class TakenBack
{
    /// <summary>
    /// What was said before the last retraction, where that was a stage which did not happen and nothing further has been told since: then
    /// who reads the answer is owed a word about it.
    /// </summary>
    /// <param name="document">As it is known.</param>
    public static Status? Of(Document document)
    {
        var facts = document.Facts;
        for (var last = facts.Length - 1; last >= 0; last--)
        {
            if (facts[last].Fact is FactRetracted)
            {
                return Of(facts, last, document.Status);
            }
        }

        return null;
    }

    private static Status? Of(ImmutableArray<KnownFact> facts, int retraction, Status now)
    {
        var before = Folding.Fold(facts[..retraction]);
        var after = Folding.Fold(facts[..(retraction + 1)]);
        var wasWrong = before.Stage is { } said && said != after.Stage && WhatIsTold.TimesEntered(after, said) < WhatIsTold.TimesEntered(before, said);
        var isStillSo = (now.Stage, now.Since, now.Run) == (after.Stage, after.Since, after.Run);
        return wasWrong && isStillSo ? before : null;
    }
}
