import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.utilities.FhirPublication;
import org.hl7.fhir.validation.ValidationEngine;

/** HL7's validator: `-tx URL` or `-ig FILE`, then files. Says each issue of each file. */
public class Hl7Validator {
    public static void main(String[] arguments) throws Exception {
        var engine = new ValidationEngine.ValidationEngineBuilder().withVersion("5.0.0")
            .withCanRunWithoutTerminologyServer(true).fromSource("hl7.fhir.r5.core#5.0.0");
        engine.getContext().setCanRunWithoutTerminology(true);
        if (arguments[0].equals("-tx")) {
            var log = Files.createTempFile("tx", ".log");
            engine.connectToTSServer(arguments[1], log.toString(), FhirPublication.R5, false);
        } else {
            engine.getIgLoader().loadIg(engine.getIgs(), engine.getBinaries(), arguments[1], true);
        }
        engine.prepare();
        for (int i = 2; i < arguments.length; i++) {
            var name = Path.of(arguments[i]).getFileName();
            for (var issue : engine.validate(arguments[i], List.of(), null, false).getIssue()) {
                System.out.println(name + " " + issue.getSeverity() + " " + issue.getDetails().getText());
            }
            System.out.println(name + " validated");
        }
        System.exit(0);
    }
}
