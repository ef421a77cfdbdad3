package io.github.kosmasdk.samples.connect;

import io.github.kosmasdk.samples.connect.login.Login;
import io.github.kosmasdk.samples.connect.login.UnknownLoginException;
import jakarta.servlet.http.HttpServletRequest;
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
    private final Map<String, Login> logins = new LinkedHashMap<>();

    /**
     * The reference under which the vault keeps this user's consents.
     *
     * @return a random text
     */
    public String id() {
        return id;
    }

    /**
     * Remembers a login that begins, in the place of one that is over when there are many. The session gets a new id, so
     * that nobody who knew the old one, or had put it there, gets to see the login and what it leads to.
     *
     * @param login the login
     * @param request the request that begins it
     */
    public synchronized void begins(Login login, HttpServletRequest request) {
        request.changeSessionId();
        if (logins.size() == MOST_LOGINS) {
            Login dispensable = logins.values().stream()
                    .filter(Login::isOver)
                    .findFirst()
                    .orElseGet(() -> logins.values().iterator().next());
            logins.remove(dispensable.id());
        }
        logins.put(login.id(), login);
    }

    /**
     * A login of this user, never of another one.
     *
     * @param loginId its id
     * @return the login
     * @throws UnknownLoginException when this user has none with this id
     */
    public synchronized Login login(String loginId) {
        return Optional.ofNullable(logins.get(loginId)).orElseThrow(UnknownLoginException::new);
    }
}
