package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.TestClient.Answer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A consumer who answers whatever the Auth API asks; encrypts on its own. */
final class Consumer {
    private static final int MOST_STEPS = 30;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestClient client;
    private final String authUrl;
    private final Map<String, JsonNode> answers = new HashMap<>();
    private final List<Answer> seen = new ArrayList<>();

    Consumer(TestClient client, JsonNode flow) {
        this.client = client;
        String payload = flow.path("client_token").asString().split("\\.")[1];
        authUrl = TestClient.MAPPER
                .readTree(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .path("auth_url")
                .asString();
        answer("interface", "de_testbank_bias");
        answer("bias.apis.forms.elements.PasswordElement", "12345");
        answer("bias.apis.forms.elements.OtpElement", "12345");
    }

    String authUrl() {
        return authUrl;
    }

    Consumer as(String user) {
        return answer("bias.apis.forms.elements.UsernameElement", user);
    }

    Consumer answer(String key, String value) {
        answers.put(key, TestClient.MAPPER.valueToTree(value));
        return this;
    }

    Consumer answer(String key, JsonNode value) {
        answers.put(key, value);
        return this;
    }

    /** All answers of the Auth API so far. */
    List<Answer> seen() {
        return seen;
    }

    Answer look() {
        return note(client.call("GET", authUrl, null));
    }

    Answer post(Answer latest, String body) {
        return note(client.call("POST", latest.text("/data/next"), body));
    }

    /** Goes on until this many forms were answered, and returns what came of it. */
    Answer afterForms(int count) {
        Answer latest = look();
        for (int i = 0; i < count; i++) {
            latest = fillIn(latest);
        }
        return latest;
    }

    Answer toTheEnd() {
        Answer latest = look();
        for (int i = 0; i < MOST_STEPS; i++) {
            JsonNode result = latest.data().path("result");
            if (latest.status() != 200 || !latest.data().has("next")) {
                return latest;
            } else if (result.has("form")) {
                latest = fillIn(latest);
            } else if (result.has("redirect")) {
                latest = comeBack(latest, visitBank(result.at("/redirect/url").asString() + "&result=success"));
            } else if (latest.text("/data/state").equals("PROCESSING")) {
                latest = look();
            } else {
                latest = post(latest, "{\"bank_code\": \"00000\", \"country_code\": \"DE\"}");
            }
        }
        throw new AssertionError("still not at an end: " + latest.json());
    }

    Answer fillIn(Answer latest) {
        return post(latest, encrypted(latest, plaintext(latest)));
    }

    String visitBank(String url) {
        return client.call("GET", url, null).header("Location");
    }

    Answer comeBack(Answer latest, String returnUrl) {
        ObjectNode body = TestClient.MAPPER.createObjectNode();
        body.put("redirect_id", latest.text("/data/result/redirect/id")).put("return_url", returnUrl);
        return post(latest, body.toString());
    }

    String plaintext(Answer latest) {
        ObjectNode plaintext = TestClient.MAPPER.createObjectNode();
        plaintext.put("form_identifier", latest.text("/data/result/form/form_identifier"));
        ArrayNode data = plaintext.putArray("data");
        addAnswers(latest.json().at("/data/result/form/elements"), data);
        return plaintext.toString();
    }

    private void addAnswers(JsonNode elements, ArrayNode data) {
        for (JsonNode element : elements) {
            String key = element.path("key").asString("");
            if (!key.isEmpty()) {
                JsonNode answer = answers.get(key);
                if (answer == null && element.has("options")) {
                    answer = element.at("/options/0/value");
                }
                if (answer != null) {
                    data.addObject().put("key", key).set("value", answer);
                }
            }
            addAnswers(element.path("content"), data);
        }
    }

    static String encrypted(Answer latest, String plaintext) {
        return encrypted(latest.text("/data/result/key"), plaintext, false);
    }

    static String encrypted(String keyJwt, String plaintext, boolean base64Iv) {
        try {
            JsonNode key = TestClient.MAPPER.readTree(
                    new String(Base64.getUrlDecoder().decode(keyJwt.split("\\.")[1]), StandardCharsets.UTF_8));
            PublicKey publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(
                            new BigInteger(key.path("modulus").asString(), 16),
                            new BigInteger(key.path("exponent").asString(), 16)));
            byte[] aesKey = random(32);
            byte[] iv = random(16);
            Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKey, "AES"), new IvParameterSpec(iv));
            Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            rsa.init(Cipher.ENCRYPT_MODE, publicKey);
            Base64.Encoder base64 = Base64.getEncoder();
            return TestClient.MAPPER
                    .createObjectNode()
                    .put("ct", base64.encodeToString(aes.doFinal(plaintext.getBytes(StandardCharsets.UTF_8))))
                    .put(
                            "iv",
                            base64Iv
                                    ? base64.encodeToString(iv)
                                    : HexFormat.of().formatHex(iv))
                    .put(
                            "ek",
                            base64.encodeToString(
                                    rsa.doFinal(HexFormat.of().formatHex(aesKey).getBytes(StandardCharsets.US_ASCII))))
                    .toString();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private Answer note(Answer answer) {
        seen.add(answer);
        return answer;
    }
}
