package dev.sotto.jobs.workflows;

import dev.sotto.jobs.engines.Engines;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Allows only graphs that can run with the available engines. */
@ApplicationScoped
class WorkflowRules {

    private final Engines engines;

    WorkflowRules(Engines engines) {
        this.engines = engines;
    }

    void require(WorkflowGraph graph) {
        List<Fault> faults = WorkflowCheck.faults(graph, engines.capabilities());
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
