package io.github.kosmasdk.benchmark;

import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.KosmaClient;
import io.github.kosmasdk.auth.AuthStep;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.flow.ClientToken;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import tools.jackson.databind.JsonNode;

/** A login form, filled in, encrypted and submitted, beside the cryptography alone. */
public class FormBenchmark {

    private static final String USER = "bias.apis.forms.elements.UsernameElement";
    private static final String PASSWORD = "bias.apis.forms.elements.PasswordElement";
    private static final String SECRET = "correct horse battery";

    /** Creates it. */
    public FormBenchmark() {}

    /** A consumer in front of a form. */
    @State(Scope.Benchmark)
    public static class Login {
        private final KosmaClient kosma;
        private final AuthStep.FormInput step;

        /** Creates it. */
        public Login() {
            URI server = CannedServer.url();
            kosma = KosmaClient.builder()
                    .environment(server, server)
                    .token(Caller.TOKEN)
                    .build();
            AuthStep.FormInput login = (AuthStep.FormInput) kosma.auth().begin(clientToken());
            AuthStep.Info info = new AuthStep.Info(
                    login.info().state(),
                    login.info().context(),
                    login.info().type(),
                    login.info().error(),
                    new ApiLink(CannedServer.answering("auth-finished.response").toString()),
                    Optional.empty());
            step = new AuthStep.FormInput(info, login.form());
        }

        private static ClientToken clientToken() {
            String payload = "{\"auth_url\":\"" + CannedServer.answering("auth-login.response") + "\"}";
            return new ClientToken(
                    "e30." + Base64.getUrlEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + ".c2ln");
        }

        /** Lets go of everything. */
        @TearDown
        public void close() {
            kosma.close();
        }
    }

    /** A key and a text. */
    @State(Scope.Benchmark)
    public static class Crypto {
        private final SecureRandom random = new SecureRandom();
        private final byte[] text =
                ("{\"form_identifier\":\"9a11b19e-077e-4715-904a-a9a2cc891837\",\"data\":[{\"key\":\"" + USER
                                + "\",\"value\":\"redirect\"},{\"key\":\"" + PASSWORD + "\",\"value\":\"" + SECRET
                                + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8);
        private final RSAPublicKeySpec key;

        /** Creates it. */
        public Crypto() {
            JsonNode form = Plain.JSON.readTree(io.github.kosmasdk.contract.KosmaFixtures.text("auth-login.response"));
            String jwt = form.at("/data/result/key").stringValue();
            JsonNode payload = Plain.JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
            key = new RSAPublicKeySpec(number(payload, "modulus"), number(payload, "exponent"));
        }

        private static BigInteger number(JsonNode payload, String name) {
            return new BigInteger(payload.get(name).stringValue(), 16);
        }
    }

    /**
     * The baseline: what the form asks of cryptography, and nothing else.
     *
     * @param state key and text
     * @return the three parts of the encrypted form
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public String[] bareCrypto(Crypto state) throws GeneralSecurityException {
        byte[] secret = new byte[32];
        byte[] iv = new byte[16];
        state.random.nextBytes(secret);
        state.random.nextBytes(iv);
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new IvParameterSpec(iv));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(state.key);
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, key, state.random);
        byte[] hex = HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII);
        return new String[] {
            Base64.getEncoder().encodeToString(aes.doFinal(state.text)),
            HexFormat.of().formatHex(iv),
            Base64.getEncoder().encodeToString(rsa.doFinal(hex))
        };
    }

    /**
     * The SDK: filled in, checked, encrypted, sent, the next step read.
     *
     * @param state the login
     * @return the next step
     */
    @Benchmark
    public AuthStep sdkSubmit(Login state) {
        Form form = Objects.requireNonNull(state.step.form());
        try (FormAnswer answer = form.answer()
                .put(USER, "redirect")
                .put(PASSWORD, SECRET.toCharArray())
                .build()) {
            return state.kosma.auth().submit(state.step, answer);
        }
    }
}
