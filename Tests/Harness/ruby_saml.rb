# ruby-saml in its strict mode: one question as JSON on standard input, its answer as JSON on standard output.
require "json"
require "logger"
require "onelogin/ruby-saml"

include OneLogin::RubySaml
Logging.logger = Logger.new($stderr)

question = JSON.parse($stdin.read)
settings = IdpMetadataParser.new.parse(File.read(question["identity_provider"]))
settings.soft = true
settings.sp_entity_id = question["entity_id"]
settings.assertion_consumer_service_url = "#{question["entity_id"]}/acs"
settings.single_logout_service_url = "#{question["entity_id"]}/slo"
settings.name_identifier_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
settings.certificate = File.read(question["certificate"])
settings.private_key = File.read(question["key"])
settings.security.merge!(
  authn_requests_signed: true, logout_requests_signed: true, logout_responses_signed: true,
  want_assertions_signed: true, want_assertions_encrypted: question["encrypted"], metadata_signed: false,
  digest_method: XMLSecurity::Document::SHA256, signature_method: XMLSecurity::Document::RSA_SHA256,
  embed_sign: false, check_idp_cert_expiration: true
)

answer = case question["do"]
         when "metadata"
           Metadata.new.generate(settings)
         when "redirect"
           request = Authrequest.new
           { address: request.create(settings, RelayState: question["relay_state"]), id: request.uuid }
         when "receive"
           response = Response.new(
             question["SAMLResponse"], settings: settings, matches_request_id: question["request"], allowed_clock_drift: 0
           )
           { valid: response.is_valid?, errors: response.errors, name_id: response.nameid,
             session_index: response.sessionindex, attributes: response.attributes.all }
         when "logout"
           settings.name_identifier_value = question["name_id"]
           settings.sessionindex = question["session_index"]
           request = Logoutrequest.new
           { address: request.create(settings, RelayState: "out"), id: request.uuid }
         when "receive_logout"
           response = Logoutresponse.new(
             question["SAMLResponse"], settings, matches_request_id: question["request"], get_params: question["query"]
           )
           { valid: response.validate, errors: response.errors, status: response.status_code }
         end
puts JSON.generate(answer)
