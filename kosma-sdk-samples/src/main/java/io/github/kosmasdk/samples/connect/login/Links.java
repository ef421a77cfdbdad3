package io.github.kosmasdk.samples.connect.login;

import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Addresses of the pages of a login. */
public final class Links {

    private Links() {}

    /**
     * Where a login goes on.
     *
     * @param login the login
     * @return the path of its page, or of that with the App
     */
    public static String login(Login login) {
        return "/login/" + login.id() + (login.way() == Way.APP ? "/app" : "");
    }

    /**
     * Where the bank's own pages send the browser back to. Absolute, and made of the address that the browser called.
     *
     * @param loginId the login
     * @return the address
     */
    public static URI loginReturn(String loginId) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/login/{id}/return")
                .buildAndExpand(loginId)
                .toUri();
    }
}
