package io.github.kosmasdk.spring.web;

import io.github.kosmasdk.session.Psu;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application whose one controller says whom it sees. */
@RestController
@EnableAutoConfiguration
class EchoApplication {

    @GetMapping("/psu")
    String psu(Psu psu) {
        return psu.userAgent() + " from " + psu.ipAddress();
    }
}
