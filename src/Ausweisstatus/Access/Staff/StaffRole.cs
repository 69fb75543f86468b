using System.Text.Json.Serialization;
using Ausweisstatus.Storage;

namespace Ausweisstatus.Access.Staff;

/// <summary>What a person may do here.</summary>
[JsonConverter(typeof(KebabEnumConverter<StaffRole>))]
internal enum StaffRole
{
    /// <summary>Reads and corrects documents of the authorities that are named for them.</summary>
    Support,

    /// <summary>Reads documents of every authority.</summary>
    Hotline,

    /// <summary>Keeps the system running; reads no documents.</summary>
    Operator,
}
