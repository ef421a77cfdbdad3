package io.github.kosmasdk.error;

import java.io.Serializable;

/**
 * Which call an exception speaks of.
 *
 * @param operation the operation's name, such as {@code sessions.start}
 * @param correlationId the id sent as {@code Klarna-Correlation-Id}, the same over all attempts of the call
 */
public record CallInfo(String operation, String correlationId) implements Serializable {

    @Override
    public String toString() {
        return operation + " [correlation id " + correlationId + "]";
    }
}
