import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.RemoteTerminologyServiceValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;

/** HAPI's remote terminology support, asked alone and by HAPI's validator: BASE SYSTEM VALUESET CODE…. */
public class RemoteTerminology {
    public static void main(String[] arguments) {
        var context = FhirContext.forR4();
        context.getRestfulClientFactory().setSocketTimeout(120_000);
        var remote = new RemoteTerminologyServiceValidationSupport(context, arguments[0]);
        var chain = new ValidationSupportChain(new DefaultProfileValidationSupport(context), remote,
            new InMemoryTerminologyServerValidationSupport(context), new CommonCodeSystemsTerminologyService(context),
            new SnapshotGeneratingValidationSupport(context));
        var asked = new ValidationSupportContext(chain);
        var options = new ConceptValidationOptions();
        String system = arguments[1], valueSet = arguments[2];
        System.out.println("supported " + remote.isCodeSystemSupported(asked, system) + " "
            + remote.isValueSetSupported(asked, valueSet));
        System.out.println("fetched " + (remote.fetchCodeSystem(system) != null) + " "
            + (remote.fetchValueSet(valueSet) != null));
        var validator = context.newValidator().registerValidatorModule(new FhirInstanceValidator(chain));
        for (int i = 3; i < arguments.length; i++) {
            String code = arguments[i];
            var inSystem = remote.validateCode(asked, options, system, code, null, null);
            var inValueSet = remote.validateCode(asked, options, system, code, null, valueSet);
            var looked = remote.lookupCode(asked, new LookupCodeRequest(system, code));
            System.out.println(code + " system " + inSystem.isOk() + " " + inSystem.getDisplay());
            System.out.println(code + " value set " + inValueSet.isOk());
            System.out.println(code + " lookup " + looked.isFound() + " " + looked.getCodeDisplay());
            var order = new ServiceRequest().setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE)
                .setIntent(ServiceRequest.ServiceRequestIntent.ORDER).setSubject(new Reference("Patient/1"))
                .setCode(new CodeableConcept(new Coding(system, code, null)));
            for (var message : validator.validateWithResult(order).getMessages()) {
                if (message.getLocationString().contains("code")) {
                    System.out.println(code + " validated " + message.getSeverity() + " " + message.getMessage());
                }
            }
        }
        System.exit(0);
    }
}
