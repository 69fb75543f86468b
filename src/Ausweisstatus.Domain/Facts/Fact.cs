namespace Ausweisstatus.Domain;

/// <summary>
/// Something that happened to a document, told by one of the systems around it. Facts are never changed; a wrong one is retracted.
/// No fact holds a name, a date of birth or a serial number.
/// </summary>
/// <param name="OccurredAt">When it happened, by the sender's clock, in UTC.</param>
public abstract record Fact(DateTimeOffset OccurredAt);
