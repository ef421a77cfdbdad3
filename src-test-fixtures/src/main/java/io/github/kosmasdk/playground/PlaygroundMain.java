package io.github.kosmasdk.playground;

/** Probe. */
public final class PlaygroundMain {
    private PlaygroundMain() {}

    public static void main(String[] args) {}
}
