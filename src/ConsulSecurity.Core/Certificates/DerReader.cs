using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace ConsulSecurity.Certificates;

/// <summary>
/// Reads one DER element after the other, within bounds and without recursion: for the extensions that .NET hands over as bytes.
/// Whatever is wrong with the bytes is a <see cref="CryptographicException"/>.
/// </summary>
internal sealed class DerReader
{
    public const int Integer = 0x02;
    public const int BitString = 0x03;
    public const int OctetString = 0x04;
    public const int ObjectIdentifier = 0x06;
    public const int Sequence = 0x30;
    public const int Set = 0x31;

    private readonly byte[] _data;
    private readonly int _end;
    private int _position;

    public DerReader(byte[] data)
        : this(data, 0, data.Length)
    {
    }

    private DerReader(byte[] data, int start, int end)
    {
        _data = data;
        _position = start;
        _end = end;
    }

    public bool AtEnd => _position >= _end;

    /// <summary>The tag of the next element; -1 at the end.</summary>
    public int PeekTag() => AtEnd ? -1 : _data[_position];

    /// <summary>Enters an element with that tag and steps over it in this reader.</summary>
    public DerReader Enter(int tag)
    {
        if (PeekTag() != tag)
        {
            throw Malformed();
        }

        return Next(out _);
    }

    /// <summary>Enters the next element, whatever it is.</summary>
    public DerReader Next(out int tag)
    {
        tag = PeekTag();
        if (tag < 0 || (tag & 0x1F) == 0x1F)
        {
            throw Malformed();
        }

        int start = _position + 1;
        int length = ReadLength(ref start);
        var content = new DerReader(_data, start, start + length);
        _position = start + length;
        return content;
    }

    /// <summary>Steps over the next element and gives all of it, tag and length included.</summary>
    public byte[] ReadEncoded()
    {
        int start = _position;
        Next(out _);
        return Slice(start, _position);
    }

    /// <summary>What is left to read, as it stands.</summary>
    public byte[] Rest() => Slice(_position, _end);

    public byte[] ReadOctetString() => Enter(OctetString).Rest();

    /// <summary>The bytes of a bit string that ends on a whole byte.</summary>
    public byte[] ReadBitString()
    {
        DerReader bits = Enter(BitString);
        if (bits.AtEnd || bits._data[bits._position] != 0)
        {
            throw Malformed();
        }

        bits._position++;
        return bits.Rest();
    }

    public string ReadObjectIdentifier()
    {
        DerReader content = Enter(ObjectIdentifier);
        var parts = new List<ulong>();
        ulong value = 0;
        while (!content.AtEnd)
        {
            byte next = content._data[content._position++];
            if (value > ulong.MaxValue >> 8)
            {
                throw Malformed();
            }

            value = (value << 7) | (uint)(next & 0x7F);
            if (next < 0x80)
            {
                parts.Add(value);
                value = 0;
            }
        }

        if (parts.Count == 0)
        {
            throw Malformed();
        }

        ulong first = Math.Min(parts[0] / 40, 2);
        return first + "." + (parts[0] - (first * 40)) + (parts.Count > 1 ? "." + string.Join(".", parts.GetRange(1, parts.Count - 1)) : string.Empty);
    }

    private int ReadLength(ref int position)
    {
        if (position >= _end)
        {
            throw Malformed();
        }

        int length = _data[position++];
        if (length >= 0x80)
        {
            int bytes = length & 0x7F;
            if (bytes is 0 or > 3 || position + bytes > _end)
            {
                throw Malformed();
            }

            for (length = 0; bytes > 0; bytes--)
            {
                length = (length << 8) | _data[position++];
            }
        }

        return length <= _end - position ? length : throw Malformed();
    }

    private byte[] Slice(int start, int end)
    {
        byte[] bytes = new byte[end - start];
        Buffer.BlockCopy(_data, start, bytes, 0, bytes.Length);
        return bytes;
    }

    private static CryptographicException Malformed() => new("The DER encoding is damaged.");
}
