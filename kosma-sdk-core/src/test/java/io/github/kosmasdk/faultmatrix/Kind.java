package io.github.kosmasdk.faultmatrix;

import io.github.kosmasdk.internal.http.ReplayPolicy;

/** The calls of the matrix: for each replay policy the one that can do the most harm. */
enum Kind {
    SAFE(ReplayPolicy.SAFE, "sessions.read", "GET"),
    CREATES(ReplayPolicy.CREATES, "sessions.start", "PUT"),
    PAYS(ReplayPolicy.PAYS, "flows.start.transfer", "PUT"),
    ROTATES(ReplayPolicy.ROTATES, "consents.accounts", "POST");

    final ReplayPolicy policy;
    final String operation;
    final String method;

    Kind(ReplayPolicy policy, String operation, String method) {
        this.policy = policy;
        this.operation = operation;
        this.method = method;
    }
}
