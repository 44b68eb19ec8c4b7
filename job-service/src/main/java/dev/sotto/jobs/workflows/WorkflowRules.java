package dev.sotto.jobs.workflows;

import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Allows only graphs that can run with the available engines. */
@ApplicationScoped
class WorkflowRules {

    private final Map<String, Set<String>> engines;

    WorkflowRules(@All List<SpeechEngine> engines) {
        this.engines = engines.stream()
                .collect(Collectors.toUnmodifiableMap(
                        SpeechEngine::name, engine -> engine.capabilities().languages()));
    }

    void require(WorkflowGraph graph) {
        List<Fault> faults = WorkflowCheck.faults(graph, engines);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
