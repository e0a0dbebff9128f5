using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Huantiao.Records.Backups;

/// <summary>
/// The outside of a backup: "HUANTIAO", format, kind of key, salt; then pieces of up to 64 KiB under AES-256-GCM. A piece's number and whether it is the last are part of what is authenticated,
/// so that a file that was cut short, put together anew or changed in one bit does not open.
/// </summary>
internal static class LockedStream
{
    private const int Piece = 64 * 1024;
    private const int SaltBytes = 32;
    private const int TagBytes = 16;
    private const byte Format = 1;
    private static readonly byte[] Magic = "HUANTIAO"u8.ToArray();

    public static Stream ToWrite(Stream file, BackupKey key)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] header = [.. Magic, Format, key.Kind, .. salt];
        file.Write(header);
        return new Writer(file, new AesGcm(key.For(salt), TagBytes), header);
    }

    /// <exception cref="RecordsException">It is no backup, or one for another kind of key.</exception>
    public static Stream ToRead(Stream file, BackupKey key)
    {
        var header = new byte[Magic.Length + 2 + SaltBytes];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new RecordsException("This file is not a backup of Huantiao.");
        if (header[Magic.Length] != Format)
            throw new RecordsException("This backup was made by a newer version of Huantiao.");
        if (header[Magic.Length + 1] != key.Kind)
            throw new RecordsException(header[Magic.Length + 1] == 1 ? "This backup is locked with a passphrase, not a key file." : "This backup is locked with a key file, not a passphrase.");
        return new Reader(file, new AesGcm(key.For(header.AsSpan(Magic.Length + 2)), TagBytes), header);
    }

    private static void Nonce(Span<byte> nonce, long number)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[4..], number);
    }

    private static byte[] Context(byte[] header, bool last) => [.. header, last ? (byte)1 : (byte)0];

    private sealed class Writer(Stream file, AesGcm aes, byte[] header) : OneWay(reads: false)
    {
        private readonly byte[] piece = new byte[Piece];
        private int filled;
        private long number;
        private bool finished;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (!buffer.IsEmpty)
            {
                // A full piece is kept until more comes: only then is it not the last.
                if (filled == Piece)
                    Lock(last: false);
                var some = Math.Min(Piece - filled, buffer.Length);
                buffer[..some].CopyTo(piece.AsSpan(filled));
                filled += some;
                buffer = buffer[some..];
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        /// <summary>Disposing says that this was all; a writer that is given up must not be disposed.</summary>
        protected override void Dispose(bool disposing)
        {
            if (disposing && !finished)
            {
                finished = true;
                Lock(last: true);
                aes.Dispose();
            }

            base.Dispose(disposing);
        }

        private void Lock(bool last)
        {
            Span<byte> nonce = stackalloc byte[12];
            Span<byte> tag = stackalloc byte[TagBytes];
            Span<byte> length = stackalloc byte[4];
            Nonce(nonce, number++);
            var sealedPiece = new byte[filled];
            aes.Encrypt(nonce, piece.AsSpan(0, filled), sealedPiece, tag, Context(header, last));
            BinaryPrimitives.WriteInt32BigEndian(length, filled);
            file.Write(length);
            file.Write(sealedPiece);
            file.Write(tag);
            filled = 0;
        }
    }

    private sealed class Reader(Stream file, AesGcm aes, byte[] header) : OneWay(reads: true)
    {
        private byte[] piece = [];
        private int taken;
        private long number;
        private bool last;

        public override int Read(Span<byte> buffer)
        {
            while (taken == piece.Length)
            {
                if (last || buffer.IsEmpty)
                    return 0;
                Unlock();
            }

            var some = Math.Min(buffer.Length, piece.Length - taken);
            piece.AsSpan(taken, some).CopyTo(buffer);
            taken += some;
            return some;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                aes.Dispose();
            base.Dispose(disposing);
        }

        private void Unlock()
        {
            Span<byte> nonce = stackalloc byte[12];
            Span<byte> length = stackalloc byte[4];
            if (file.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4)
                throw new RecordsException("The backup ends too early: part of the file is missing.");
            var bytes = BinaryPrimitives.ReadInt32BigEndian(length);
            if (bytes is < 0 or > Piece)
                throw new RecordsException("The backup is damaged.");
            var sealedPiece = new byte[bytes + TagBytes];
            if (file.ReadAtLeast(sealedPiece, sealedPiece.Length, throwOnEndOfStream: false) < sealedPiece.Length)
                throw new RecordsException("The backup ends too early: part of the file is missing.");
            Nonce(nonce, number);
            piece = new byte[bytes];
            taken = 0;
            if (!TryUnlock(nonce, sealedPiece, isLast: false))
            {
                if (!TryUnlock(nonce, sealedPiece, isLast: true))
                    throw new RecordsException(number == 0 ? "The passphrase or the key is not the one of this backup, or the file is damaged." : "The backup is damaged.");
                last = true;
                if (file.ReadByte() >= 0)
                    throw new RecordsException("The backup is damaged: something follows its end.");
            }

            number++;
        }

        private bool TryUnlock(ReadOnlySpan<byte> nonce, byte[] sealedPiece, bool isLast)
        {
            try
            {
                aes.Decrypt(nonce, sealedPiece.AsSpan(0, piece.Length), sealedPiece.AsSpan(piece.Length), piece, Context(header, isLast));
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
        }
    }

    /// <summary>A stream that is read, or written, from its beginning to its end.</summary>
    private abstract class OneWay(bool reads) : Stream
    {
        public override bool CanRead => reads;

        public override bool CanWrite => !reads;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
            // Pieces go out when they are full; the last one when the stream is disposed.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
