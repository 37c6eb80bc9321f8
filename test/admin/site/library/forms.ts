import { defineForm, fields, Textarea } from "mkweb/forms";

export class ContactForm extends defineForm({
  name: fields.char({ maxLength: 20 }),
  email: fields.email(),
  message: fields.char({ widget: Textarea, minLength: 5 }),
}) {}
