package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A request to exchange e-mail and password for tokens. */
public record SignIn(
        @NotBlank @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password) {

    /** Omits the password, because this text may be logged. */
    @Override
    public String toString() {
        return "SignIn[]";
    }
}
