package io.github.kosmasdk.faults;

/**
 * What a proxy did so far.
 *
 * @param connections how many connections it accepted
 * @param open how many of them are not over
 * @param bytesToServer how many bytes it passed on to the server
 * @param bytesToClient how many bytes it passed on to clients
 * @param cuts how many connections it cut
 * @param resets how many connections it reset
 * @param halfCloses how many directions of connections it closed
 * @param blackHoles how many directions of connections it let go silent
 */
public record Traffic(
        long connections,
        long open,
        long bytesToServer,
        long bytesToClient,
        long cuts,
        long resets,
        long halfCloses,
        long blackHoles) {

    static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0);

    Traffic accepted() {
        return new Traffic(connections + 1, open, bytesToServer, bytesToClient, cuts, resets, halfCloses, blackHoles);
    }

    Traffic open(int now) {
        return new Traffic(connections, now, bytesToServer, bytesToClient, cuts, resets, halfCloses, blackHoles);
    }

    Traffic passed(int bytes, boolean toServer) {
        return new Traffic(
                connections,
                open,
                bytesToServer + (toServer ? bytes : 0),
                bytesToClient + (toServer ? 0 : bytes),
                cuts,
                resets,
                halfCloses,
                blackHoles);
    }

    Traffic struck(Strike.Kind kind) {
        return new Traffic(
                connections,
                open,
                bytesToServer,
                bytesToClient,
                cuts + (kind == Strike.Kind.CUT ? 1 : 0),
                resets + (kind == Strike.Kind.RESET ? 1 : 0),
                halfCloses + (kind == Strike.Kind.HALF_CLOSE ? 1 : 0),
                blackHoles + (kind == Strike.Kind.BLACK_HOLE ? 1 : 0));
    }
}
