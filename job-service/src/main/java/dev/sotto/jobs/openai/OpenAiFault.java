package dev.sotto.jobs.openai;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import java.util.List;

/** The first fault of a request, because an error of that API has one. */
record OpenAiFault(String param, String code, String detail) {

    static OpenAiFault of(List<?> faults) {
        Fault fault = (Fault) faults.get(0);
        String param =
                fault.pointer().replaceFirst("^[/?]", "").replace("~1", "/").replace("~0", "~");
        return new OpenAiFault(param.isEmpty() ? "file" : param, fault.code().word(), fault.detail());
    }

    boolean isOfModel() {
        return param.equals("model") && code.equals(FaultCode.NOT_ONE_OF.word());
    }
}
