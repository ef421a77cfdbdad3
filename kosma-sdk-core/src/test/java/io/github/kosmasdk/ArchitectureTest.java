package io.github.kosmasdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.github.kosmasdk.internal.http.Operation;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of the house. */
@AnalyzeClasses(packages = "io.github.kosmasdk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> OF_A_LIBRARY_INSIDE = JavaClass.Predicates.resideInAnyPackage(
            "io.github.kosmasdk.internal..",
            "tools.jackson..",
            "io.netty..",
            "reactor.netty..",
            "io.github.resilience4j..");

    private static final Set<String> MAKES_AN_OPERATION = Set.of("xs2a", "delete", "<init>");

    @ArchTest
    static final ArchRule noSpring =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule publicMethodsSpeakOfPublicThings = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.github.kosmasdk.internal..")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(new ArchCondition<>("not show what is inside") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    method.getAllInvolvedRawTypes().stream()
                            .filter(OF_A_LIBRARY_INSIDE)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows " + type.getName())));
                }
            });

    @ArchTest
    static final ArchRule onlyTheTransportTalksToTheNetwork = noClasses()
            .that()
            .doNotHaveSimpleName("NettyTransport")
            .and()
            .doNotHaveSimpleName("Ways")
            .and()
            .doNotHaveSimpleName("PoolWatch")
            .and()
            .doNotHaveSimpleName("CancellableConnections")
            .and()
            .doNotHaveSimpleName("Acquiring")
            .and()
            .doNotHaveSimpleName("Acquirer")
            .and()
            .doNotHaveSimpleName("Exchange")
            .and()
            .doNotHaveSimpleName("Running")
            .and()
            .doNotHaveSimpleName("WholeAnswer")
            .and()
            .doNotHaveSimpleName("TransportFailures")
            .and()
            .doNotHaveSimpleName("ProxyTunnel")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("reactor.netty..");

    @ArchTest
    static final ArchRule operationsAreMadeWhereTheReplayPolicyTestFindsThem = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Reactive")
            .and()
            .doNotHaveSimpleName("FlowOperations")
            .and()
            .doNotHaveSimpleName("Operation")
            .should()
            .callCodeUnitWhere(DescribedPredicate.describe(
                    "an operation is made",
                    call -> call.getTargetOwner().isEquivalentTo(Operation.class)
                            && MAKES_AN_OPERATION.contains(call.getTarget().getName())));

    @ArchTest
    static final ArchRule onlyTheCodecKnowsAnnotations = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.kosmasdk.internal.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule errorsKnowOnlyHowToMask = noClasses()
            .that()
            .resideInAPackage("io.github.kosmasdk.error")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.github.kosmasdk..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                            "io.github.kosmasdk.error", "io.github.kosmasdk.internal.mask"))));

    @ArchTest
    static final ArchRule masksKnowNobody = noClasses()
            .that()
            .resideInAPackage("io.github.kosmasdk.internal.mask")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.github.kosmasdk..")
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.resideInAPackage("io.github.kosmasdk.internal.mask"))));

    @ArchTest
    static final ArchRule theFlowKnowsNoSubject = noClasses()
            .that()
            .resideInAPackage("io.github.kosmasdk.flow")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.kosmasdk.account..",
                    "io.github.kosmasdk.auth..",
                    "io.github.kosmasdk.payment..",
                    "io.github.kosmasdk.consent..");

    @ArchTest
    static final ArchRule subjectsAreFreeOfCycles = SlicesRuleDefinition.slices()
            .matching("io.github.kosmasdk.(session|flow|account|payment|consent|auth|kyc|bank|insights|error)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule nullMarked = classes().should(new ArchCondition<>("be in a package that is @NullMarked") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is not null-marked"));
            }
        }
    });

    @ArchTest
    static final ArchRule nothingIsShared =
            noFields().that().areStatic().should().notHaveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule noDoubleOnTheMoney = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                    "io.github.kosmasdk",
                    "io.github.kosmasdk.account..",
                    "io.github.kosmasdk.insights..",
                    "io.github.kosmasdk.payment..",
                    "io.github.kosmasdk.session..")
            .should()
            .haveRawType(double.class)
            .orShould()
            .haveRawType(float.class);
}
