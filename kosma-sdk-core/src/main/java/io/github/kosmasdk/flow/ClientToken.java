package io.github.kosmasdk.flow;

import java.util.Objects;

/**
 * The token with which the consumer's part of a flow is done: hand {@link #value()} to the XS2A App in the browser, or
 * drive the Auth API with {@link io.github.kosmasdk.auth.AuthClient}. A secret: whoever has it can act in the
 * consumer's login. It is not the API token and gives no access to results.
 *
 * @param value the token as it came, a JWT
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/auth-api.html">Auth API</a>
 */
public record ClientToken(String value) {

    /** Checks the part. */
    public ClientToken {
        Objects.requireNonNull(value, "client_token");
    }

    @Override
    public String toString() {
        return "ClientToken[***]";
    }
}
