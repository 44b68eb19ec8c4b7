package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** E-mail and password, exchanged for tokens. */
public record SignIn(
        @NotBlank @Size(max = 255) String email,
        @NotBlank @Size(max = 1000) String password) {

    /** Without the password: this may end in a log. */
    @Override
    public String toString() {
        return "SignIn[]";
    }
}
