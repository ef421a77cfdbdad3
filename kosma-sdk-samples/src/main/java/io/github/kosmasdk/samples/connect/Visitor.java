package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.connect.login.Login;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/**
 * Who is behind one browser. There are no accounts and no passwords in this sample: whoever has the session cookie is the
 * user, and when the session ends so does the user. In an application of yours this is the customer who is logged in.
 */
@Component
@SessionScope
public class Visitor {

    private static final int MOST_LOGINS = 20;

    private final String id = UUID.randomUUID().toString();
    private final Map<String, Login> logins = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Login> eldest) {
            return size() > MOST_LOGINS;
        }
    });

    /**
     * The reference under which the vault keeps this user's consents.
     *
     * @return a random text
     */
    public String id() {
        return id;
    }

    /**
     * Remembers a login.
     *
     * @param login the login
     */
    public void add(Login login) {
        logins.put(login.id(), login);
    }

    /**
     * A login of this user, never of another one.
     *
     * @param loginId its id
     * @return the login, empty when there is none
     */
    public Optional<Login> login(String loginId) {
        return Optional.ofNullable(logins.get(loginId));
    }
}
