package io.github.kosmasdk.playground;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** The RSA-2048 key pair of one form. */
record FormKey(RSAPrivateCrtKey privateKey) {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    private static final Maker MAKER = new Maker();

    /** A key pair that no form has had before. */
    static FormKey fresh() {
        return MAKER.next();
    }

    /** A key pair of its own for each form. */
    static Supplier<FormKey> ofEachForm() {
        MAKER.prepare();
        return FormKey::fresh;
    }

    /** Key pairs that no form has had before, until there are {@code size} of them; from then on these in turn. */
    static Supplier<FormKey> pool(int size) {
        List<FormKey> pool = new ArrayList<>();
        AtomicInteger turn = new AtomicInteger();
        return () -> {
            int position = Math.floorMod(turn.getAndIncrement(), size);
            synchronized (pool) {
                while (pool.size() <= position) {
                    pool.add(fresh());
                }
                return pool.get(position);
            }
        };
    }

    /** The public half as it stands in {@code result.key}: a JWT with modulus and exponent in hexadecimal. */
    String toJwt() {
        ObjectNode payload = Json.object()
                .put("modulus", privateKey.getModulus().toString(16))
                .put("exponent", privateKey.getPublicExponent().toString(16));
        return Jwt.of(payload);
    }

    /**
     * Pairs up a small, growing set of primes. Making a 1024 bit prime is slow and a form needs its own key, but nothing more:
     * these keys guard test data on the loopback interface, so primes may be shared between them.
     */
    private static final class Maker {
        private static final int PRIMES_AHEAD = 12;
        private final SecureRandom random = new SecureRandom();
        private final List<BigInteger> primes = new ArrayList<>();
        private final Deque<BigInteger[]> unusedPairs = new ArrayDeque<>();
        private boolean preparing;

        synchronized FormKey next() {
            while (unusedPairs.isEmpty()) {
                add(newPrime());
            }
            BigInteger[] pair = unusedPairs.remove();
            return new FormKey(privateKey(pair[0], pair[1]));
        }

        /** Starts to collect primes in the background, so that the first forms do not wait for them. */
        synchronized void prepare() {
            if (!preparing) {
                preparing = true;
                Thread thread = new Thread(this::collect, "kosma-playground-keys");
                thread.setDaemon(true);
                thread.setPriority(Thread.MIN_PRIORITY);
                thread.start();
            }
        }

        private void collect() {
            for (int i = 0; i < PRIMES_AHEAD; i++) {
                add(newPrime());
            }
        }

        private synchronized void add(BigInteger prime) {
            if (!primes.contains(prime)) {
                primes.forEach(other -> unusedPairs.add(new BigInteger[] {prime, other}));
                primes.add(prime);
            }
        }

        private BigInteger newPrime() {
            while (true) {
                BigInteger prime = BigInteger.probablePrime(1024, random);
                // both top bits set: every product has the full 2048 bits
                if (prime.testBit(1022)
                        && !prime.subtract(BigInteger.ONE).mod(EXPONENT).equals(BigInteger.ZERO)) {
                    return prime;
                }
            }
        }

        private static RSAPrivateCrtKey privateKey(BigInteger p, BigInteger q) {
            BigInteger pMinusOne = p.subtract(BigInteger.ONE);
            BigInteger qMinusOne = q.subtract(BigInteger.ONE);
            BigInteger d = EXPONENT.modInverse(pMinusOne.multiply(qMinusOne));
            RSAPrivateCrtKeySpec spec = new RSAPrivateCrtKeySpec(
                    p.multiply(q), EXPONENT, d, p, q, d.mod(pMinusOne), d.mod(qMinusOne), q.modInverse(p));
            try {
                return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("RSA is part of every Java runtime", impossible);
            }
        }
    }
}
