using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Ausweisstatus.Access.Staff;

/// <summary>
/// What the framework hides in cookies and forms, with keys derived from the lookup keys instead of a ring of its own: every node has them
/// already, and there is nothing to store and to share.
/// </summary>
/// <param name="encryption">Made when it is first needed: many tools compose a host without ever giving it a key.</param>
/// <param name="purpose">What is hidden for one purpose is no use for another.</param>
internal sealed class KeyedDataProtection(Lazy<Encryption> encryption, string purpose = "data-protection") : IDataProtector
{
    public IDataProtector CreateProtector(string purpose1) => new KeyedDataProtection(encryption, $"{purpose}\0{purpose1}");

    public byte[] Protect(byte[] plaintext) => encryption.Value.Encrypt(purpose, Guid.Empty, plaintext);

    public byte[] Unprotect(byte[] protectedData) =>
        encryption.Value.Decrypt(purpose, Guid.Empty, protectedData) ?? throw new CryptographicException("Its key was taken out of use.");
}
