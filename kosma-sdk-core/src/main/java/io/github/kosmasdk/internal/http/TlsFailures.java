package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.error.CallInfo;
import io.github.kosmasdk.error.KosmaTransportException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a connection could not be secured, or did not stay so. */
final class TlsFailures {

    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

    /** How the JDK says that a certificate is for other hosts. */
    private static final Pattern OTHER_HOST = Pattern.compile("No (subject alternative|name matching)");

    private static final Set<String> ABOUT_CLIENT_CERTIFICATE = Set.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    private static final Set<String> NOTHING_IN_COMMON =
            Set.of("handshake_failure", "protocol_version", "insufficient_security");

    private TlsFailures() {}

    static KosmaTransportException of(SSLException failure, String to, CallInfo call, boolean left) {
        Reason reason = reason(failure);
        String message = "no secure connection to " + to + ": " + reason.words()
                + (left ? ". The request may have left before that was known" : "");
        return new KosmaTransportException(message, failure, call, left, reason.canPass());
    }

    private static Reason reason(SSLException failure) {
        Matcher alert = ALERT.matcher(String.valueOf(failure.getMessage()));
        if (alert.find()) {
            return refusedByServer(alert.group(1));
        }
        if (failure instanceof NotSslRecordException) {
            return lasting("what listens there does not speak TLS, such as plain http. Check host and port");
        }
        if (failure instanceof SslHandshakeTimeoutException) {
            return passing("the handshake took too long");
        }
        if (String.valueOf(failure.getMessage()).contains("protocol version")) {
            return lasting("the server speaks only protocols that are older than TLS 1.2, or than the ones set");
        }
        return Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .map(TlsFailures::aboutItsCertificate)
                .filter(reason -> reason != null)
                .findFirst()
                .orElseGet(() -> passing(String.valueOf(failure.getMessage())));
    }

    private static Reason refusedByServer(String alert) {
        if (ABOUT_CLIENT_CERTIFICATE.contains(alert)) {
            return lasting("the server does not accept the client certificate, or wants one and there is none (alert "
                    + alert + ")");
        }
        if (NOTHING_IN_COMMON.contains(alert)) {
            return lasting(
                    "the server found no protocol and cipher in common, or wants a client certificate and there is"
                            + " none (alert " + alert + ")");
        }
        return passing("the server ended the handshake (alert " + alert + ")");
    }

    private static @Nullable Reason aboutItsCertificate(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof CertificateExpiredException) {
            return lasting("the server's certificate has expired (" + message + ")");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return lasting(
                    "the server's certificate is not valid yet (" + message + "). Check the clock of this machine");
        }
        if (cause instanceof CertificateRevokedException) {
            return lasting("the server's certificate was revoked");
        }
        if (cause instanceof CertPathBuilderException) {
            return lasting(
                    "the server's certificate is not from an authority that this client trusts. It is self-signed,"
                            + " or of an authority that has to be set with KosmaTls, or something in between opens connections");
        }
        if (cause instanceof GeneralSecurityException
                && OTHER_HOST.matcher(message).find()) {
            return lasting("the server's certificate is for other hosts (" + message + ")");
        }
        return cause instanceof GeneralSecurityException && cause.getCause() == null
                ? lasting("the server's certificate is not accepted (" + message + ")")
                : null;
    }

    private static Reason passing(String words) {
        return new Reason(words, true);
    }

    private static Reason lasting(String words) {
        return new Reason(words, false);
    }

    private record Reason(String words, boolean canPass) {}
}
