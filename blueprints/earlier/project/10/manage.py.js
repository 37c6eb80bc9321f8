// For fingers that know Django: `node manage.py` does what `node manage` does.
import "./manage.js";
