package dev.sotto.jobs.workflows;

import dev.sotto.jobs.engines.Engines;
import dev.sotto.model.jobs.WorkflowDetails;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Allows only graphs that can run with the available engines. */
@ApplicationScoped
class WorkflowRules {

    private final Engines engines;

    WorkflowRules(Engines engines) {
        this.engines = engines;
    }

    /**
     * Requires that the details may be saved.
     *
     * @param wasDefault whether the workflow was the default one before
     */
    void require(Caller caller, WorkflowDetails details, boolean wasDefault) {
        if (details.isDefault() != wasDefault && !caller.has(Role.Admin)) {
            throw Problem.of(ProblemType.FORBIDDEN, "Only an Admin can choose the default workflow.");
        }
        if (details.isDefault() && !details.isPublic()) {
            throw Problem.invalid(new Fault(
                    "/is_default",
                    FaultCode.NOT_ALLOWED,
                    "must be false unless is_public is true: everybody must be able to run the default workflow"));
        }
        require(details.config());
    }

    private void require(WorkflowGraph graph) {
        List<Fault> faults = WorkflowCheck.faults(graph, engines.capabilities());
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
