package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.connect.login.Login;
import io.github.kosmasdk.samples.connect.login.Way;
import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Addresses of pages that others lead to. */
final class Links {

    private Links() {}

    static String login(Login login) {
        return "/login/" + login.id() + (login.way() == Way.APP ? "/app" : "");
    }

    /** Absolute, as the bank sends the browser there. It is made of the address that the browser called. */
    static URI loginReturn(String loginId) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/login/{id}/return")
                .buildAndExpand(loginId)
                .toUri();
    }
}
