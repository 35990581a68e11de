package io.migretti.migration;

/**
 * SHA-256 of a few kilobytes. What the platform brings is several times as fast once the JVM has compiled it, and until
 * then several times as slow: with a hundred small files it was a sixth of what a start costs that finds nothing to do.
 *
 * <p>Source: FIPS 180-4, sections 5.1.1 and 6.2. Not safe for several threads.
 */
final class Sha256 {

    /** Of which the message is made, in bytes. */
    private static final int BLOCK = 64;

    /** What follows the message: a bit, and its length. */
    private static final int LEAST_PADDING = 9;

    private static final int[] ROUND_CONSTANTS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private static final int ROUNDS = 64;

    private final int[] schedule = new int[ROUNDS];
    private final int[] hash = new int[8];

    /** The digest, 32 bytes, of the message at the beginning of the array. */
    byte[] of(byte[] message, int length) {
        start();
        int whole = length - length % BLOCK;
        for (int i = 0; i < whole; i += BLOCK) {
            compress(message, i);
        }
        byte[] end = end(message, whole, length);
        for (int i = 0; i < end.length; i += BLOCK) {
            compress(end, i);
        }
        byte[] digest = new byte[4 * hash.length];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (hash[i / 4] >>> 24 - 8 * (i % 4));
        }
        return digest;
    }

    private void start() {
        hash[0] = 0x6a09e667;
        hash[1] = 0xbb67ae85;
        hash[2] = 0x3c6ef372;
        hash[3] = 0xa54ff53a;
        hash[4] = 0x510e527f;
        hash[5] = 0x9b05688c;
        hash[6] = 0x1f83d9ab;
        hash[7] = 0x5be0cd19;
    }

    /** What is left of the message, with its padding. */
    private static byte[] end(byte[] message, int from, int length) {
        int rest = length - from;
        byte[] end = new byte[rest + LEAST_PADDING <= BLOCK ? BLOCK : 2 * BLOCK];
        System.arraycopy(message, from, end, 0, rest);
        end[rest] = (byte) 0x80;
        long bits = 8L * length;
        for (int i = 1; i <= Long.BYTES; i++) {
            end[end.length - i] = (byte) bits;
            bits >>>= 8;
        }
        return end;
    }

    private void compress(byte[] message, int from) {
        int[] w = schedule;
        int at = from;
        for (int t = 0; t < 16; t++) {
            w[t] = message[at] << 24
                    | (message[at + 1] & 0xff) << 16
                    | (message[at + 2] & 0xff) << 8
                    | message[at + 3] & 0xff;
            at += 4;
        }
        for (int t = 16; t < ROUNDS; t++) {
            int early = w[t - 15];
            int late = w[t - 2];
            w[t] = w[t - 16]
                    + w[t - 7]
                    + ((early >>> 7 | early << 25) ^ (early >>> 18 | early << 14) ^ early >>> 3)
                    + ((late >>> 17 | late << 15) ^ (late >>> 19 | late << 13) ^ late >>> 10);
        }
        int[] k = ROUND_CONSTANTS;
        int a = hash[0];
        int b = hash[1];
        int c = hash[2];
        int d = hash[3];
        int e = hash[4];
        int f = hash[5];
        int g = hash[6];
        int h = hash[7];
        for (int t = 0; t < ROUNDS; t++) {
            int one = h
                    + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
                    + (e & f ^ ~e & g)
                    + k[t]
                    + w[t];
            int two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        hash[0] += a;
        hash[1] += b;
        hash[2] += c;
        hash[3] += d;
        hash[4] += e;
        hash[5] += f;
        hash[6] += g;
        hash[7] += h;
    }
}
