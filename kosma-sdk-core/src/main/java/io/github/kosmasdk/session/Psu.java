package io.github.kosmasdk.session;

import io.github.kosmasdk.error.KosmaUsageException;
import io.netty.util.NetUtil;

/**
 * The payment service user: the consumer in front of the screen. Give the present consumer's own data, never a
 * placeholder; banks judge and limit by it.
 *
 * @param userAgent the user agent of the consumer's browser or app
 * @param ipAddress the consumer's IP address, IPv4 or IPv6
 * @see <a href="https://docs.openbanking.klarna.com/xs2a/session.html">Session</a>
 */
public record Psu(String userAgent, String ipAddress) {

    /**
     * Checks both parts.
     *
     * @throws KosmaUsageException when the user agent is blank or holds control characters, or the address is not a literal IP address
     */
    public Psu {
        if (userAgent == null || userAgent.isBlank()) {
            throw new KosmaUsageException(
                    "The PSU has no user agent: pass the User-Agent header of the consumer's request");
        }
        if (!userAgent.chars().allMatch(c -> c >= ' ' && c != 127 || c == '\t')) {
            throw new KosmaUsageException("The user agent of the PSU holds a control character, which no header can");
        }
        ipAddress = withoutBrackets(ipAddress);
        if (ipAddress == null || !(NetUtil.isValidIpV4Address(ipAddress) || NetUtil.isValidIpV6Address(ipAddress))) {
            throw new KosmaUsageException(
                    "The PSU has no literal IPv4 or IPv6 address: pass the address of the consumer's own connection");
        }
    }

    private static String withoutBrackets(String address) {
        return address != null && address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }

    /** Hides both parts: they are personal data. */
    @Override
    public String toString() {
        return "Psu[***]";
    }
}
