// Generated from schemas/config.json by hack/gen-validators.ts. Do not edit.
// @ts-nocheck
import type { Annotations, Validator } from '../validator.ts';
"use strict";
const compiled = validate10;

const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"config.json","type":"object","required":["ociVersion"],"properties":{"ociVersion":{"type":"string"},"root":{"type":"object","required":["path"],"properties":{"path":{"type":"string"},"readonly":{"type":"boolean"}}},"mounts":{"type":"array","items":{"$ref":"#/definitions/mount"}},"process":{"$ref":"config-process.json"},"hostname":{"type":"string"},"domainname":{"type":"string"},"hooks":{"type":"object","properties":{"prestart":{"$ref":"#/definitions/hooks"},"createRuntime":{"$ref":"#/definitions/hooks"},"createContainer":{"$ref":"#/definitions/hooks"},"startContainer":{"$ref":"#/definitions/hooks"},"poststart":{"$ref":"#/definitions/hooks"},"poststop":{"$ref":"#/definitions/hooks"}}},"annotations":{"$ref":"defs.json#/definitions/stringMap"},"linux":{"$ref":"config-linux.json"},"solaris":{"$ref":"config-platforms.json#/definitions/solaris"},"windows":{"$ref":"config-platforms.json#/definitions/windows"},"vm":{"$ref":"config-platforms.json#/definitions/vm"},"zos":{"$ref":"config-platforms.json#/definitions/zos"},"freebsd":{"$ref":"config-platforms.json#/definitions/freebsd"}},"definitions":{"mount":{"type":"object","required":["destination"],"properties":{"destination":{"type":"string"},"type":{"type":"string"},"source":{"type":"string"},"options":{"$ref":"defs.json#/definitions/strings"},"uidMappings":{"$ref":"defs.json#/definitions/idMappings"},"gidMappings":{"$ref":"defs.json#/definitions/idMappings"}}},"hooks":{"type":"array","items":{"type":"object","required":["path"],"properties":{"path":{"type":"string"},"args":{"$ref":"defs.json#/definitions/strings"},"env":{"$ref":"defs.json#/definitions/strings"},"timeout":{"type":"integer","minimum":1}}}}}};
const schema46 = {"type":"object","additionalProperties":{"type":"string"}};
const schema114 = {"type":"object","properties":{"milestone":{"type":"string"},"limitpriv":{"type":"string"},"maxShmMemory":{"type":"string"},"cappedCPU":{"type":"object","properties":{"ncpus":{"type":"string"}}},"cappedMemory":{"type":"object","properties":{"physical":{"type":"string"},"swap":{"type":"string"}}},"anet":{"type":"array","items":{"type":"object","properties":{"linkname":{"type":"string"},"lowerLink":{"type":"string"},"allowedAddress":{"type":"string"},"configureAllowedAddress":{"type":"string"},"defrouter":{"type":"string"},"macAddress":{"type":"string"},"linkProtection":{"type":"string"}}}}}};
const schema137 = {"type":"object","properties":{"namespaces":{"type":"array","items":{"type":"object","required":["type"],"properties":{"type":{"type":"string","enum":["mount","pid","uts","ipc"]},"path":{"type":"string"}}}}}};
const schema12 = {"type":"object","required":["destination"],"properties":{"destination":{"type":"string"},"type":{"type":"string"},"source":{"type":"string"},"options":{"$ref":"defs.json#/definitions/strings"},"uidMappings":{"$ref":"defs.json#/definitions/idMappings"},"gidMappings":{"$ref":"defs.json#/definitions/idMappings"}}};
const schema14 = {"type":"array","items":{"type":"string"}};
const schema15 = {"type":"array","items":{"type":"object","required":["containerID","hostID","size"],"properties":{"containerID":{"$ref":"defs.json#/definitions/uint32"},"hostID":{"$ref":"defs.json#/definitions/uint32"},"size":{"$ref":"defs.json#/definitions/uint32"}}}};
const schema16 = {"type":"integer","minimum":0,"maximum":4294967295};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.containerID === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "containerID"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.hostID === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "hostID"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.size === undefined){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "size"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.containerID !== undefined){
let data1 = data0.containerID;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 4294967295 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data0.hostID !== undefined){
let data2 = data0.hostID;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 4294967295 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data0.size !== undefined){
let data3 = data0.size;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 4294967295 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.destination === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "destination"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.destination !== undefined){
if(typeof data.destination !== "string"){
const err1 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.type !== undefined){
if(typeof data.type !== "string"){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.source !== undefined){
if(typeof data.source !== "string"){
const err3 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.options !== undefined){
let data3 = data.options;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(typeof data3[i0] !== "string"){
const err4 = {instancePath:instancePath+"/options/" + i0,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/options",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.uidMappings !== undefined){
if(!(validate13(data.uidMappings, {instancePath:instancePath+"/uidMappings",parentData:data,parentDataProperty:"uidMappings",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.gidMappings !== undefined){
if(!(validate13(data.gidMappings, {instancePath:instancePath+"/gidMappings",parentData:data,parentDataProperty:"gidMappings",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema19 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"config-process.json","type":"object","required":["cwd"],"properties":{"terminal":{"type":"boolean"},"consoleSize":{"type":"object","required":["height","width"],"properties":{"height":{"$ref":"defs.json#/definitions/uint64"},"width":{"$ref":"defs.json#/definitions/uint64"}}},"user":{"type":"object","properties":{"uid":{"$ref":"defs.json#/definitions/uint32"},"gid":{"$ref":"defs.json#/definitions/uint32"},"umask":{"$ref":"defs.json#/definitions/uint32"},"additionalGids":{"type":"array","items":{"$ref":"defs.json#/definitions/uint32"}},"username":{"type":"string"}}},"args":{"$ref":"defs.json#/definitions/strings"},"commandLine":{"type":"string"},"env":{"$ref":"defs.json#/definitions/strings"},"cwd":{"type":"string"},"rlimits":{"type":"array","items":{"type":"object","required":["type","soft","hard"],"properties":{"type":{"type":"string","pattern":"^RLIMIT_[A-Z]+$"},"soft":{"$ref":"defs.json#/definitions/uint64"},"hard":{"$ref":"defs.json#/definitions/uint64"}}}},"noNewPrivileges":{"type":"boolean"},"apparmorProfile":{"type":"string"},"selinuxLabel":{"type":"string"},"oomScoreAdj":{"type":"integer"},"capabilities":{"type":"object","properties":{"bounding":{"$ref":"defs.json#/definitions/strings"},"effective":{"$ref":"defs.json#/definitions/strings"},"inheritable":{"$ref":"defs.json#/definitions/strings"},"permitted":{"$ref":"defs.json#/definitions/strings"},"ambient":{"$ref":"defs.json#/definitions/strings"}}},"scheduler":{"type":"object","required":["policy"],"properties":{"policy":{"type":"string","enum":["SCHED_OTHER","SCHED_FIFO","SCHED_RR","SCHED_BATCH","SCHED_ISO","SCHED_IDLE","SCHED_DEADLINE"]},"nice":{"$ref":"defs.json#/definitions/int32"},"priority":{"$ref":"defs.json#/definitions/int32"},"flags":{"type":"array","items":{"type":"string","enum":["SCHED_FLAG_RESET_ON_FORK","SCHED_FLAG_RECLAIM","SCHED_FLAG_DL_OVERRUN","SCHED_FLAG_KEEP_POLICY","SCHED_FLAG_KEEP_PARAMS","SCHED_FLAG_UTIL_CLAMP_MIN","SCHED_FLAG_UTIL_CLAMP_MAX"]}},"runtime":{"$ref":"defs.json#/definitions/uint64"},"deadline":{"$ref":"defs.json#/definitions/uint64"},"period":{"$ref":"defs.json#/definitions/uint64"}}},"ioPriority":{"type":"object","required":["class"],"properties":{"class":{"type":"string","enum":["IOPRIO_CLASS_RT","IOPRIO_CLASS_BE","IOPRIO_CLASS_IDLE"]},"priority":{"$ref":"defs.json#/definitions/int32"}}},"execCPUAffinity":{"type":"object","properties":{"initial":{"$ref":"#/definitions/cpus"},"final":{"$ref":"#/definitions/cpus"}}}},"definitions":{"cpus":{"type":"string","pattern":"^[0-9, -]*$"}}};
const schema20 = {"integer64":"unsigned"};
const schema35 = {"type":"integer","minimum":-2147483648,"maximum":2147483647};
const schema41 = {"type":"string","pattern":"^[0-9, -]*$"};
const pattern0 = new RegExp("^RLIMIT_[A-Z]+$", "u");
const pattern1 = new RegExp("^[0-9, -]*$", "u");

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config-process.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cwd === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cwd"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.terminal !== undefined){
if(typeof data.terminal !== "boolean"){
const err1 = {instancePath:instancePath+"/terminal",schemaPath:"#/properties/terminal/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.consoleSize !== undefined){
let data1 = data.consoleSize;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.height === undefined){
const err2 = {instancePath:instancePath+"/consoleSize",schemaPath:"#/properties/consoleSize/required",keyword:"required",params:{missingProperty: "height"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1.width === undefined){
const err3 = {instancePath:instancePath+"/consoleSize",schemaPath:"#/properties/consoleSize/required",keyword:"required",params:{missingProperty: "width"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1.height !== undefined){
let data2 = data1.height;
if(!(typeof data2 == "bigint" ? data2 >= 0n && data2 <= 18446744073709551615n : Number.isInteger(data2) && data2 >= 0 && data2 < 18446744073709551616)){
const err4 = {instancePath:instancePath+"/consoleSize/height",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.width !== undefined){
let data3 = data1.width;
if(!(typeof data3 == "bigint" ? data3 >= 0n && data3 <= 18446744073709551615n : Number.isInteger(data3) && data3 >= 0 && data3 < 18446744073709551616)){
const err5 = {instancePath:instancePath+"/consoleSize/width",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/consoleSize",schemaPath:"#/properties/consoleSize/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.user !== undefined){
let data4 = data.user;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.uid !== undefined){
let data5 = data4.uid;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err7 = {instancePath:instancePath+"/user/uid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 4294967295 || isNaN(data5)){
const err8 = {instancePath:instancePath+"/user/uid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err9 = {instancePath:instancePath+"/user/uid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data4.gid !== undefined){
let data6 = data4.gid;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err10 = {instancePath:instancePath+"/user/gid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 4294967295 || isNaN(data6)){
const err11 = {instancePath:instancePath+"/user/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err12 = {instancePath:instancePath+"/user/gid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data4.umask !== undefined){
let data7 = data4.umask;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err13 = {instancePath:instancePath+"/user/umask",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 4294967295 || isNaN(data7)){
const err14 = {instancePath:instancePath+"/user/umask",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err15 = {instancePath:instancePath+"/user/umask",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data4.additionalGids !== undefined){
let data8 = data4.additionalGids;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err16 = {instancePath:instancePath+"/user/additionalGids/" + i0,schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 4294967295 || isNaN(data9)){
const err17 = {instancePath:instancePath+"/user/additionalGids/" + i0,schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err18 = {instancePath:instancePath+"/user/additionalGids/" + i0,schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/user/additionalGids",schemaPath:"#/properties/user/properties/additionalGids/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.username !== undefined){
if(typeof data4.username !== "string"){
const err20 = {instancePath:instancePath+"/user/username",schemaPath:"#/properties/user/properties/username/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.args !== undefined){
let data11 = data.args;
if(Array.isArray(data11)){
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
if(typeof data11[i1] !== "string"){
const err22 = {instancePath:instancePath+"/args/" + i1,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/args",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.commandLine !== undefined){
if(typeof data.commandLine !== "string"){
const err24 = {instancePath:instancePath+"/commandLine",schemaPath:"#/properties/commandLine/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.env !== undefined){
let data14 = data.env;
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
if(typeof data14[i2] !== "string"){
const err25 = {instancePath:instancePath+"/env/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/env",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.cwd !== undefined){
if(typeof data.cwd !== "string"){
const err27 = {instancePath:instancePath+"/cwd",schemaPath:"#/properties/cwd/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.rlimits !== undefined){
let data17 = data.rlimits;
if(Array.isArray(data17)){
const len3 = data17.length;
for(let i3=0; i3<len3; i3++){
let data18 = data17[i3];
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.type === undefined){
const err28 = {instancePath:instancePath+"/rlimits/" + i3,schemaPath:"#/properties/rlimits/items/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data18.soft === undefined){
const err29 = {instancePath:instancePath+"/rlimits/" + i3,schemaPath:"#/properties/rlimits/items/required",keyword:"required",params:{missingProperty: "soft"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data18.hard === undefined){
const err30 = {instancePath:instancePath+"/rlimits/" + i3,schemaPath:"#/properties/rlimits/items/required",keyword:"required",params:{missingProperty: "hard"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data18.type !== undefined){
let data19 = data18.type;
if(typeof data19 === "string"){
if(!pattern0.test(data19)){
const err31 = {instancePath:instancePath+"/rlimits/" + i3+"/type",schemaPath:"#/properties/rlimits/items/properties/type/pattern",keyword:"pattern",params:{pattern: "^RLIMIT_[A-Z]+$"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/rlimits/" + i3+"/type",schemaPath:"#/properties/rlimits/items/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data18.soft !== undefined){
let data20 = data18.soft;
if(!(typeof data20 == "bigint" ? data20 >= 0n && data20 <= 18446744073709551615n : Number.isInteger(data20) && data20 >= 0 && data20 < 18446744073709551616)){
const err33 = {instancePath:instancePath+"/rlimits/" + i3+"/soft",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data18.hard !== undefined){
let data21 = data18.hard;
if(!(typeof data21 == "bigint" ? data21 >= 0n && data21 <= 18446744073709551615n : Number.isInteger(data21) && data21 >= 0 && data21 < 18446744073709551616)){
const err34 = {instancePath:instancePath+"/rlimits/" + i3+"/hard",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/rlimits/" + i3,schemaPath:"#/properties/rlimits/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/rlimits",schemaPath:"#/properties/rlimits/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.noNewPrivileges !== undefined){
if(typeof data.noNewPrivileges !== "boolean"){
const err37 = {instancePath:instancePath+"/noNewPrivileges",schemaPath:"#/properties/noNewPrivileges/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.apparmorProfile !== undefined){
if(typeof data.apparmorProfile !== "string"){
const err38 = {instancePath:instancePath+"/apparmorProfile",schemaPath:"#/properties/apparmorProfile/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.selinuxLabel !== undefined){
if(typeof data.selinuxLabel !== "string"){
const err39 = {instancePath:instancePath+"/selinuxLabel",schemaPath:"#/properties/selinuxLabel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.oomScoreAdj !== undefined){
let data25 = data.oomScoreAdj;
if(!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))){
const err40 = {instancePath:instancePath+"/oomScoreAdj",schemaPath:"#/properties/oomScoreAdj/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.capabilities !== undefined){
let data26 = data.capabilities;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.bounding !== undefined){
let data27 = data26.bounding;
if(Array.isArray(data27)){
const len4 = data27.length;
for(let i4=0; i4<len4; i4++){
if(typeof data27[i4] !== "string"){
const err41 = {instancePath:instancePath+"/capabilities/bounding/" + i4,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/capabilities/bounding",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data26.effective !== undefined){
let data29 = data26.effective;
if(Array.isArray(data29)){
const len5 = data29.length;
for(let i5=0; i5<len5; i5++){
if(typeof data29[i5] !== "string"){
const err43 = {instancePath:instancePath+"/capabilities/effective/" + i5,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath:instancePath+"/capabilities/effective",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data26.inheritable !== undefined){
let data31 = data26.inheritable;
if(Array.isArray(data31)){
const len6 = data31.length;
for(let i6=0; i6<len6; i6++){
if(typeof data31[i6] !== "string"){
const err45 = {instancePath:instancePath+"/capabilities/inheritable/" + i6,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath:instancePath+"/capabilities/inheritable",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data26.permitted !== undefined){
let data33 = data26.permitted;
if(Array.isArray(data33)){
const len7 = data33.length;
for(let i7=0; i7<len7; i7++){
if(typeof data33[i7] !== "string"){
const err47 = {instancePath:instancePath+"/capabilities/permitted/" + i7,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/capabilities/permitted",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data26.ambient !== undefined){
let data35 = data26.ambient;
if(Array.isArray(data35)){
const len8 = data35.length;
for(let i8=0; i8<len8; i8++){
if(typeof data35[i8] !== "string"){
const err49 = {instancePath:instancePath+"/capabilities/ambient/" + i8,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/capabilities/ambient",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
}
else {
const err51 = {instancePath:instancePath+"/capabilities",schemaPath:"#/properties/capabilities/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.scheduler !== undefined){
let data37 = data.scheduler;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.policy === undefined){
const err52 = {instancePath:instancePath+"/scheduler",schemaPath:"#/properties/scheduler/required",keyword:"required",params:{missingProperty: "policy"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data37.policy !== undefined){
let data38 = data37.policy;
if(typeof data38 !== "string"){
const err53 = {instancePath:instancePath+"/scheduler/policy",schemaPath:"#/properties/scheduler/properties/policy/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!(((((((data38 === "SCHED_OTHER") || (data38 === "SCHED_FIFO")) || (data38 === "SCHED_RR")) || (data38 === "SCHED_BATCH")) || (data38 === "SCHED_ISO")) || (data38 === "SCHED_IDLE")) || (data38 === "SCHED_DEADLINE"))){
const err54 = {instancePath:instancePath+"/scheduler/policy",schemaPath:"#/properties/scheduler/properties/policy/enum",keyword:"enum",params:{allowedValues: schema19.properties.scheduler.properties.policy.enum}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data37.nice !== undefined){
let data39 = data37.nice;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err55 = {instancePath:instancePath+"/scheduler/nice",schemaPath:"defs.json#/definitions/int32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 2147483647 || isNaN(data39)){
const err56 = {instancePath:instancePath+"/scheduler/nice",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data39 < -2147483648 || isNaN(data39)){
const err57 = {instancePath:instancePath+"/scheduler/nice",schemaPath:"defs.json#/definitions/int32/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data37.priority !== undefined){
let data40 = data37.priority;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err58 = {instancePath:instancePath+"/scheduler/priority",schemaPath:"defs.json#/definitions/int32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 2147483647 || isNaN(data40)){
const err59 = {instancePath:instancePath+"/scheduler/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data40 < -2147483648 || isNaN(data40)){
const err60 = {instancePath:instancePath+"/scheduler/priority",schemaPath:"defs.json#/definitions/int32/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data37.flags !== undefined){
let data41 = data37.flags;
if(Array.isArray(data41)){
const len9 = data41.length;
for(let i9=0; i9<len9; i9++){
let data42 = data41[i9];
if(typeof data42 !== "string"){
const err61 = {instancePath:instancePath+"/scheduler/flags/" + i9,schemaPath:"#/properties/scheduler/properties/flags/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!(((((((data42 === "SCHED_FLAG_RESET_ON_FORK") || (data42 === "SCHED_FLAG_RECLAIM")) || (data42 === "SCHED_FLAG_DL_OVERRUN")) || (data42 === "SCHED_FLAG_KEEP_POLICY")) || (data42 === "SCHED_FLAG_KEEP_PARAMS")) || (data42 === "SCHED_FLAG_UTIL_CLAMP_MIN")) || (data42 === "SCHED_FLAG_UTIL_CLAMP_MAX"))){
const err62 = {instancePath:instancePath+"/scheduler/flags/" + i9,schemaPath:"#/properties/scheduler/properties/flags/items/enum",keyword:"enum",params:{allowedValues: schema19.properties.scheduler.properties.flags.items.enum}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/scheduler/flags",schemaPath:"#/properties/scheduler/properties/flags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data37.runtime !== undefined){
let data43 = data37.runtime;
if(!(typeof data43 == "bigint" ? data43 >= 0n && data43 <= 18446744073709551615n : Number.isInteger(data43) && data43 >= 0 && data43 < 18446744073709551616)){
const err64 = {instancePath:instancePath+"/scheduler/runtime",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data37.deadline !== undefined){
let data44 = data37.deadline;
if(!(typeof data44 == "bigint" ? data44 >= 0n && data44 <= 18446744073709551615n : Number.isInteger(data44) && data44 >= 0 && data44 < 18446744073709551616)){
const err65 = {instancePath:instancePath+"/scheduler/deadline",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data37.period !== undefined){
let data45 = data37.period;
if(!(typeof data45 == "bigint" ? data45 >= 0n && data45 <= 18446744073709551615n : Number.isInteger(data45) && data45 >= 0 && data45 < 18446744073709551616)){
const err66 = {instancePath:instancePath+"/scheduler/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/scheduler",schemaPath:"#/properties/scheduler/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.ioPriority !== undefined){
let data46 = data.ioPriority;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.class === undefined){
const err68 = {instancePath:instancePath+"/ioPriority",schemaPath:"#/properties/ioPriority/required",keyword:"required",params:{missingProperty: "class"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data46.class !== undefined){
let data47 = data46.class;
if(typeof data47 !== "string"){
const err69 = {instancePath:instancePath+"/ioPriority/class",schemaPath:"#/properties/ioPriority/properties/class/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(!(((data47 === "IOPRIO_CLASS_RT") || (data47 === "IOPRIO_CLASS_BE")) || (data47 === "IOPRIO_CLASS_IDLE"))){
const err70 = {instancePath:instancePath+"/ioPriority/class",schemaPath:"#/properties/ioPriority/properties/class/enum",keyword:"enum",params:{allowedValues: schema19.properties.ioPriority.properties.class.enum}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data46.priority !== undefined){
let data48 = data46.priority;
if(!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))){
const err71 = {instancePath:instancePath+"/ioPriority/priority",schemaPath:"defs.json#/definitions/int32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 2147483647 || isNaN(data48)){
const err72 = {instancePath:instancePath+"/ioPriority/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(data48 < -2147483648 || isNaN(data48)){
const err73 = {instancePath:instancePath+"/ioPriority/priority",schemaPath:"defs.json#/definitions/int32/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
}
}
else {
const err74 = {instancePath:instancePath+"/ioPriority",schemaPath:"#/properties/ioPriority/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.execCPUAffinity !== undefined){
let data49 = data.execCPUAffinity;
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.initial !== undefined){
let data50 = data49.initial;
if(typeof data50 === "string"){
if(!pattern1.test(data50)){
const err75 = {instancePath:instancePath+"/execCPUAffinity/initial",schemaPath:"#/definitions/cpus/pattern",keyword:"pattern",params:{pattern: "^[0-9, -]*$"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/execCPUAffinity/initial",schemaPath:"#/definitions/cpus/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data49.final !== undefined){
let data51 = data49.final;
if(typeof data51 === "string"){
if(!pattern1.test(data51)){
const err77 = {instancePath:instancePath+"/execCPUAffinity/final",schemaPath:"#/definitions/cpus/pattern",keyword:"pattern",params:{pattern: "^[0-9, -]*$"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
else {
const err78 = {instancePath:instancePath+"/execCPUAffinity/final",schemaPath:"#/definitions/cpus/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/execCPUAffinity",schemaPath:"#/properties/execCPUAffinity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema43 = {"type":"array","items":{"type":"object","required":["path"],"properties":{"path":{"type":"string"},"args":{"$ref":"defs.json#/definitions/strings"},"env":{"$ref":"defs.json#/definitions/strings"},"timeout":{"type":"integer","minimum":1}}}};

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.path === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.path !== undefined){
if(typeof data0.path !== "string"){
const err1 = {instancePath:instancePath+"/" + i0+"/path",schemaPath:"#/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.args !== undefined){
let data2 = data0.args;
if(Array.isArray(data2)){
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(typeof data2[i1] !== "string"){
const err2 = {instancePath:instancePath+"/" + i0+"/args/" + i1,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0+"/args",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.env !== undefined){
let data4 = data0.env;
if(Array.isArray(data4)){
const len2 = data4.length;
for(let i2=0; i2<len2; i2++){
if(typeof data4[i2] !== "string"){
const err4 = {instancePath:instancePath+"/" + i0+"/env/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/" + i0+"/env",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.timeout !== undefined){
let data6 = data0.timeout;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err6 = {instancePath:instancePath+"/" + i0+"/timeout",schemaPath:"#/items/properties/timeout/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err7 = {instancePath:instancePath+"/" + i0+"/timeout",schemaPath:"#/items/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema47 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"config-linux.json","type":"object","properties":{"namespaces":{"type":"array","items":{"type":"object","required":["type"],"properties":{"type":{"$ref":"config-linux.json#/definitions/namespace"},"path":{"type":"string"}}}},"uidMappings":{"$ref":"defs.json#/definitions/idMappings"},"gidMappings":{"$ref":"defs.json#/definitions/idMappings"},"timeOffsets":{"type":"object","properties":{"boottime":{"$ref":"#/definitions/timeOffset"},"monotonic":{"$ref":"#/definitions/timeOffset"}}},"devices":{"type":"array","items":{"$ref":"#/definitions/device"}},"netDevices":{"type":"object","additionalProperties":{"type":"object","properties":{"name":{"type":"string"}}}},"cgroupsPath":{"type":"string"},"resources":{"$ref":"config-resources.json"},"intelRdt":{"type":"object","properties":{"closID":{"type":"string"},"schemata":{"$ref":"defs.json#/definitions/strings"},"l3CacheSchema":{"type":"string"},"memBwSchema":{"type":"string","pattern":"^MB:[^\\n]*$"},"enableMonitoring":{"type":"boolean"}}},"memoryPolicy":{"type":"object","required":["mode"],"properties":{"mode":{"$ref":"config-linux.json#/definitions/memoryPolicyMode"},"nodes":{"type":"string"},"flags":{"type":"array","items":{"$ref":"config-linux.json#/definitions/memoryPolicyFlag"}}}},"sysctl":{"$ref":"defs.json#/definitions/stringMap"},"seccomp":{"$ref":"config-seccomp.json"},"rootfsPropagation":{"type":"string","enum":["shared","slave","private","unbindable","rshared","rslave","rprivate","runbindable"]},"maskedPaths":{"$ref":"defs.json#/definitions/strings"},"readonlyPaths":{"$ref":"defs.json#/definitions/strings"},"mountLabel":{"type":"string"},"personality":{"type":"object","required":["domain"],"properties":{"domain":{"type":"string","enum":["LINUX","LINUX32"]},"flags":{"$ref":"defs.json#/definitions/strings"}}}},"definitions":{"namespace":{"type":"string","enum":["pid","network","mount","ipc","uts","user","cgroup","time"]},"memoryPolicyMode":{"type":"string","enum":["MPOL_DEFAULT","MPOL_BIND","MPOL_INTERLEAVE","MPOL_WEIGHTED_INTERLEAVE","MPOL_PREFERRED","MPOL_PREFERRED_MANY","MPOL_LOCAL"]},"memoryPolicyFlag":{"type":"string","enum":["MPOL_F_NUMA_BALANCING","MPOL_F_RELATIVE_NODES","MPOL_F_STATIC_NODES"]},"timeOffset":{"type":"object","properties":{"secs":{"$ref":"defs.json#/definitions/int64"},"nanosecs":{"$ref":"defs.json#/definitions/uint32"}}},"device":{"type":"object","required":["path","type"],"properties":{"path":{"type":"string"},"type":{"type":"string","enum":["c","b","u","p"]},"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"fileMode":{"$ref":"defs.json#/definitions/uint32"},"uid":{"$ref":"defs.json#/definitions/uint32"},"gid":{"$ref":"defs.json#/definitions/uint32"}},"if":{"properties":{"type":{"enum":["c","b","u"]}}},"then":{"required":["major","minor"]}}}};
const schema48 = {"type":"string","enum":["pid","network","mount","ipc","uts","user","cgroup","time"]};
const schema96 = {"type":"string","enum":["MPOL_DEFAULT","MPOL_BIND","MPOL_INTERLEAVE","MPOL_WEIGHTED_INTERLEAVE","MPOL_PREFERRED","MPOL_PREFERRED_MANY","MPOL_LOCAL"]};
const schema97 = {"type":"string","enum":["MPOL_F_NUMA_BALANCING","MPOL_F_RELATIVE_NODES","MPOL_F_STATIC_NODES"]};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.containerID === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "containerID"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.hostID === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "hostID"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.size === undefined){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "size"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.containerID !== undefined){
let data1 = data0.containerID;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 4294967295 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/" + i0+"/containerID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data0.hostID !== undefined){
let data2 = data0.hostID;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err6 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 4294967295 || isNaN(data2)){
const err7 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/" + i0+"/hostID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data0.size !== undefined){
let data3 = data0.size;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err9 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 4294967295 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/" + i0+"/size",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}

const schema53 = {"type":"object","properties":{"secs":{"$ref":"defs.json#/definitions/int64"},"nanosecs":{"$ref":"defs.json#/definitions/uint32"}}};
const schema54 = {"integer64":"signed"};

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.secs !== undefined){
let data0 = data.secs;
if(!(typeof data0 == "bigint" ? data0 >= -9223372036854775808n && data0 <= 9223372036854775807n : Number.isInteger(data0) && data0 >= -9223372036854775808 && data0 < 9223372036854775808)){
const err0 = {instancePath:instancePath+"/secs",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.nanosecs !== undefined){
let data1 = data.nanosecs;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err1 = {instancePath:instancePath+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 4294967295 || isNaN(data1)){
const err2 = {instancePath:instancePath+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}

const schema56 = {"type":"object","required":["path","type"],"properties":{"path":{"type":"string"},"type":{"type":"string","enum":["c","b","u","p"]},"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"fileMode":{"$ref":"defs.json#/definitions/uint32"},"uid":{"$ref":"defs.json#/definitions/uint32"},"gid":{"$ref":"defs.json#/definitions/uint32"}},"if":{"properties":{"type":{"enum":["c","b","u"]}}},"then":{"required":["major","minor"]}};

function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type !== undefined){
let data0 = data.type;
if(!(((data0 === "c") || (data0 === "b")) || (data0 === "u"))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.major === undefined){
const err1 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "major"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.minor === undefined){
const err2 = {instancePath,schemaPath:"#/then/required",keyword:"required",params:{missingProperty: "minor"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.type === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.path !== undefined){
if(typeof data.path !== "string"){
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.type !== undefined){
let data2 = data.type;
if(typeof data2 !== "string"){
const err7 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!((((data2 === "c") || (data2 === "b")) || (data2 === "u")) || (data2 === "p"))){
const err8 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema56.properties.type.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.major !== undefined){
let data3 = data.major;
if(!(typeof data3 == "bigint" ? data3 >= -9223372036854775808n && data3 <= 9223372036854775807n : Number.isInteger(data3) && data3 >= -9223372036854775808 && data3 < 9223372036854775808)){
const err9 = {instancePath:instancePath+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.minor !== undefined){
let data4 = data.minor;
if(!(typeof data4 == "bigint" ? data4 >= -9223372036854775808n && data4 <= 9223372036854775807n : Number.isInteger(data4) && data4 >= -9223372036854775808 && data4 < 9223372036854775808)){
const err10 = {instancePath:instancePath+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.fileMode !== undefined){
let data5 = data.fileMode;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err11 = {instancePath:instancePath+"/fileMode",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 4294967295 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/fileMode",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err13 = {instancePath:instancePath+"/fileMode",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.uid !== undefined){
let data6 = data.uid;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err14 = {instancePath:instancePath+"/uid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 4294967295 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/uid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data6 < 0 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/uid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.gid !== undefined){
let data7 = data.gid;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err17 = {instancePath:instancePath+"/gid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 4294967295 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/gid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}

const schema62 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"config-resources.json","type":"object","properties":{"devices":{"type":"array","items":{"type":"object","required":["allow"],"properties":{"allow":{"type":"boolean"},"type":{"type":"string","enum":["a","c","b"]},"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"access":{"type":"string","pattern":"^[rwma]*$"}}}},"memory":{"type":"object","properties":{"limit":{"$ref":"defs.json#/definitions/int64"},"reservation":{"$ref":"defs.json#/definitions/int64"},"swap":{"$ref":"defs.json#/definitions/int64"},"kernel":{"$ref":"defs.json#/definitions/int64"},"kernelTCP":{"$ref":"defs.json#/definitions/int64"},"swappiness":{"$ref":"defs.json#/definitions/uint64"},"disableOOMKiller":{"type":"boolean"},"useHierarchy":{"type":"boolean"},"checkBeforeUpdate":{"type":"boolean"}}},"cpu":{"type":"object","properties":{"shares":{"$ref":"defs.json#/definitions/uint64"},"quota":{"$ref":"defs.json#/definitions/int64"},"burst":{"$ref":"defs.json#/definitions/uint64"},"period":{"$ref":"defs.json#/definitions/uint64"},"realtimeRuntime":{"$ref":"defs.json#/definitions/int64"},"realtimePeriod":{"$ref":"defs.json#/definitions/uint64"},"cpus":{"type":"string"},"mems":{"type":"string"},"idle":{"$ref":"defs.json#/definitions/int64"}}},"pids":{"type":"object","properties":{"limit":{"$ref":"defs.json#/definitions/int64"}}},"blockIO":{"type":"object","properties":{"weight":{"$ref":"defs.json#/definitions/uint16"},"leafWeight":{"$ref":"defs.json#/definitions/uint16"},"weightDevice":{"type":"array","items":{"type":"object","required":["major","minor"],"properties":{"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"weight":{"$ref":"defs.json#/definitions/uint16"},"leafWeight":{"$ref":"defs.json#/definitions/uint16"}}}},"throttleReadBpsDevice":{"$ref":"#/definitions/throttle"},"throttleWriteBpsDevice":{"$ref":"#/definitions/throttle"},"throttleReadIOPSDevice":{"$ref":"#/definitions/throttle"},"throttleWriteIOPSDevice":{"$ref":"#/definitions/throttle"}}},"hugepageLimits":{"type":"array","items":{"type":"object","required":["pageSize","limit"],"properties":{"pageSize":{"type":"string","pattern":"^[1-9][0-9]*[KMG]B$"},"limit":{"$ref":"defs.json#/definitions/uint64"}}}},"network":{"type":"object","properties":{"classID":{"$ref":"defs.json#/definitions/uint32"},"priorities":{"type":"array","items":{"type":"object","required":["name","priority"],"properties":{"name":{"type":"string"},"priority":{"$ref":"defs.json#/definitions/uint32"}}}}}},"rdma":{"type":"object","additionalProperties":{"type":"object","properties":{"hcaHandles":{"$ref":"defs.json#/definitions/uint32"},"hcaObjects":{"$ref":"defs.json#/definitions/uint32"}}}},"unified":{"$ref":"defs.json#/definitions/stringMap"}},"definitions":{"throttle":{"type":"array","items":{"type":"object","required":["major","minor","rate"],"properties":{"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"rate":{"$ref":"defs.json#/definitions/uint64"}}}}}};
const schema79 = {"type":"integer","minimum":0,"maximum":65535};
const pattern3 = new RegExp("^[rwma]*$", "u");
const pattern4 = new RegExp("^[1-9][0-9]*[KMG]B$", "u");
const schema85 = {"type":"array","items":{"type":"object","required":["major","minor","rate"],"properties":{"major":{"$ref":"defs.json#/definitions/int64"},"minor":{"$ref":"defs.json#/definitions/int64"},"rate":{"$ref":"defs.json#/definitions/uint64"}}}};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.major === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "major"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.minor === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "minor"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.rate === undefined){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "rate"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.major !== undefined){
let data1 = data0.major;
if(!(typeof data1 == "bigint" ? data1 >= -9223372036854775808n && data1 <= 9223372036854775807n : Number.isInteger(data1) && data1 >= -9223372036854775808 && data1 < 9223372036854775808)){
const err3 = {instancePath:instancePath+"/" + i0+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data0.minor !== undefined){
let data2 = data0.minor;
if(!(typeof data2 == "bigint" ? data2 >= -9223372036854775808n && data2 <= 9223372036854775807n : Number.isInteger(data2) && data2 >= -9223372036854775808 && data2 < 9223372036854775808)){
const err4 = {instancePath:instancePath+"/" + i0+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.rate !== undefined){
let data3 = data0.rate;
if(!(typeof data3 == "bigint" ? data3 >= 0n && data3 <= 18446744073709551615n : Number.isInteger(data3) && data3 >= 0 && data3 < 18446744073709551616)){
const err5 = {instancePath:instancePath+"/" + i0+"/rate",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}


function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config-resources.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.devices !== undefined){
let data0 = data.devices;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.allow === undefined){
const err0 = {instancePath:instancePath+"/devices/" + i0,schemaPath:"#/properties/devices/items/required",keyword:"required",params:{missingProperty: "allow"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data1.allow !== undefined){
if(typeof data1.allow !== "boolean"){
const err1 = {instancePath:instancePath+"/devices/" + i0+"/allow",schemaPath:"#/properties/devices/items/properties/allow/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data1.type !== undefined){
let data3 = data1.type;
if(typeof data3 !== "string"){
const err2 = {instancePath:instancePath+"/devices/" + i0+"/type",schemaPath:"#/properties/devices/items/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(!(((data3 === "a") || (data3 === "c")) || (data3 === "b"))){
const err3 = {instancePath:instancePath+"/devices/" + i0+"/type",schemaPath:"#/properties/devices/items/properties/type/enum",keyword:"enum",params:{allowedValues: schema62.properties.devices.items.properties.type.enum}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.major !== undefined){
let data4 = data1.major;
if(!(typeof data4 == "bigint" ? data4 >= -9223372036854775808n && data4 <= 9223372036854775807n : Number.isInteger(data4) && data4 >= -9223372036854775808 && data4 < 9223372036854775808)){
const err4 = {instancePath:instancePath+"/devices/" + i0+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.minor !== undefined){
let data5 = data1.minor;
if(!(typeof data5 == "bigint" ? data5 >= -9223372036854775808n && data5 <= 9223372036854775807n : Number.isInteger(data5) && data5 >= -9223372036854775808 && data5 < 9223372036854775808)){
const err5 = {instancePath:instancePath+"/devices/" + i0+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.access !== undefined){
let data6 = data1.access;
if(typeof data6 === "string"){
if(!pattern3.test(data6)){
const err6 = {instancePath:instancePath+"/devices/" + i0+"/access",schemaPath:"#/properties/devices/items/properties/access/pattern",keyword:"pattern",params:{pattern: "^[rwma]*$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/devices/" + i0+"/access",schemaPath:"#/properties/devices/items/properties/access/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/devices/" + i0,schemaPath:"#/properties/devices/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.memory !== undefined){
let data7 = data.memory;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.limit !== undefined){
let data8 = data7.limit;
if(!(typeof data8 == "bigint" ? data8 >= -9223372036854775808n && data8 <= 9223372036854775807n : Number.isInteger(data8) && data8 >= -9223372036854775808 && data8 < 9223372036854775808)){
const err10 = {instancePath:instancePath+"/memory/limit",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data7.reservation !== undefined){
let data9 = data7.reservation;
if(!(typeof data9 == "bigint" ? data9 >= -9223372036854775808n && data9 <= 9223372036854775807n : Number.isInteger(data9) && data9 >= -9223372036854775808 && data9 < 9223372036854775808)){
const err11 = {instancePath:instancePath+"/memory/reservation",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data7.swap !== undefined){
let data10 = data7.swap;
if(!(typeof data10 == "bigint" ? data10 >= -9223372036854775808n && data10 <= 9223372036854775807n : Number.isInteger(data10) && data10 >= -9223372036854775808 && data10 < 9223372036854775808)){
const err12 = {instancePath:instancePath+"/memory/swap",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data7.kernel !== undefined){
let data11 = data7.kernel;
if(!(typeof data11 == "bigint" ? data11 >= -9223372036854775808n && data11 <= 9223372036854775807n : Number.isInteger(data11) && data11 >= -9223372036854775808 && data11 < 9223372036854775808)){
const err13 = {instancePath:instancePath+"/memory/kernel",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data7.kernelTCP !== undefined){
let data12 = data7.kernelTCP;
if(!(typeof data12 == "bigint" ? data12 >= -9223372036854775808n && data12 <= 9223372036854775807n : Number.isInteger(data12) && data12 >= -9223372036854775808 && data12 < 9223372036854775808)){
const err14 = {instancePath:instancePath+"/memory/kernelTCP",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data7.swappiness !== undefined){
let data13 = data7.swappiness;
if(!(typeof data13 == "bigint" ? data13 >= 0n && data13 <= 18446744073709551615n : Number.isInteger(data13) && data13 >= 0 && data13 < 18446744073709551616)){
const err15 = {instancePath:instancePath+"/memory/swappiness",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data7.disableOOMKiller !== undefined){
if(typeof data7.disableOOMKiller !== "boolean"){
const err16 = {instancePath:instancePath+"/memory/disableOOMKiller",schemaPath:"#/properties/memory/properties/disableOOMKiller/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data7.useHierarchy !== undefined){
if(typeof data7.useHierarchy !== "boolean"){
const err17 = {instancePath:instancePath+"/memory/useHierarchy",schemaPath:"#/properties/memory/properties/useHierarchy/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.checkBeforeUpdate !== undefined){
if(typeof data7.checkBeforeUpdate !== "boolean"){
const err18 = {instancePath:instancePath+"/memory/checkBeforeUpdate",schemaPath:"#/properties/memory/properties/checkBeforeUpdate/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.cpu !== undefined){
let data17 = data.cpu;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.shares !== undefined){
let data18 = data17.shares;
if(!(typeof data18 == "bigint" ? data18 >= 0n && data18 <= 18446744073709551615n : Number.isInteger(data18) && data18 >= 0 && data18 < 18446744073709551616)){
const err20 = {instancePath:instancePath+"/cpu/shares",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data17.quota !== undefined){
let data19 = data17.quota;
if(!(typeof data19 == "bigint" ? data19 >= -9223372036854775808n && data19 <= 9223372036854775807n : Number.isInteger(data19) && data19 >= -9223372036854775808 && data19 < 9223372036854775808)){
const err21 = {instancePath:instancePath+"/cpu/quota",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data17.burst !== undefined){
let data20 = data17.burst;
if(!(typeof data20 == "bigint" ? data20 >= 0n && data20 <= 18446744073709551615n : Number.isInteger(data20) && data20 >= 0 && data20 < 18446744073709551616)){
const err22 = {instancePath:instancePath+"/cpu/burst",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data17.period !== undefined){
let data21 = data17.period;
if(!(typeof data21 == "bigint" ? data21 >= 0n && data21 <= 18446744073709551615n : Number.isInteger(data21) && data21 >= 0 && data21 < 18446744073709551616)){
const err23 = {instancePath:instancePath+"/cpu/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data17.realtimeRuntime !== undefined){
let data22 = data17.realtimeRuntime;
if(!(typeof data22 == "bigint" ? data22 >= -9223372036854775808n && data22 <= 9223372036854775807n : Number.isInteger(data22) && data22 >= -9223372036854775808 && data22 < 9223372036854775808)){
const err24 = {instancePath:instancePath+"/cpu/realtimeRuntime",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data17.realtimePeriod !== undefined){
let data23 = data17.realtimePeriod;
if(!(typeof data23 == "bigint" ? data23 >= 0n && data23 <= 18446744073709551615n : Number.isInteger(data23) && data23 >= 0 && data23 < 18446744073709551616)){
const err25 = {instancePath:instancePath+"/cpu/realtimePeriod",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data17.cpus !== undefined){
if(typeof data17.cpus !== "string"){
const err26 = {instancePath:instancePath+"/cpu/cpus",schemaPath:"#/properties/cpu/properties/cpus/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data17.mems !== undefined){
if(typeof data17.mems !== "string"){
const err27 = {instancePath:instancePath+"/cpu/mems",schemaPath:"#/properties/cpu/properties/mems/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data17.idle !== undefined){
let data26 = data17.idle;
if(!(typeof data26 == "bigint" ? data26 >= -9223372036854775808n && data26 <= 9223372036854775807n : Number.isInteger(data26) && data26 >= -9223372036854775808 && data26 < 9223372036854775808)){
const err28 = {instancePath:instancePath+"/cpu/idle",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.pids !== undefined){
let data27 = data.pids;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.limit !== undefined){
let data28 = data27.limit;
if(!(typeof data28 == "bigint" ? data28 >= -9223372036854775808n && data28 <= 9223372036854775807n : Number.isInteger(data28) && data28 >= -9223372036854775808 && data28 < 9223372036854775808)){
const err30 = {instancePath:instancePath+"/pids/limit",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/pids",schemaPath:"#/properties/pids/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.blockIO !== undefined){
let data29 = data.blockIO;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.weight !== undefined){
let data30 = data29.weight;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err32 = {instancePath:instancePath+"/blockIO/weight",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 65535 || isNaN(data30)){
const err33 = {instancePath:instancePath+"/blockIO/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data30 < 0 || isNaN(data30)){
const err34 = {instancePath:instancePath+"/blockIO/weight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
if(data29.leafWeight !== undefined){
let data31 = data29.leafWeight;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err35 = {instancePath:instancePath+"/blockIO/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 65535 || isNaN(data31)){
const err36 = {instancePath:instancePath+"/blockIO/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data31 < 0 || isNaN(data31)){
const err37 = {instancePath:instancePath+"/blockIO/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data29.weightDevice !== undefined){
let data32 = data29.weightDevice;
if(Array.isArray(data32)){
const len1 = data32.length;
for(let i1=0; i1<len1; i1++){
let data33 = data32[i1];
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.major === undefined){
const err38 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1,schemaPath:"#/properties/blockIO/properties/weightDevice/items/required",keyword:"required",params:{missingProperty: "major"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data33.minor === undefined){
const err39 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1,schemaPath:"#/properties/blockIO/properties/weightDevice/items/required",keyword:"required",params:{missingProperty: "minor"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data33.major !== undefined){
let data34 = data33.major;
if(!(typeof data34 == "bigint" ? data34 >= -9223372036854775808n && data34 <= 9223372036854775807n : Number.isInteger(data34) && data34 >= -9223372036854775808 && data34 < 9223372036854775808)){
const err40 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data33.minor !== undefined){
let data35 = data33.minor;
if(!(typeof data35 == "bigint" ? data35 >= -9223372036854775808n && data35 <= 9223372036854775807n : Number.isInteger(data35) && data35 >= -9223372036854775808 && data35 < 9223372036854775808)){
const err41 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{ sign: "signed" }};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data33.weight !== undefined){
let data36 = data33.weight;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err42 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/weight",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 65535 || isNaN(data36)){
const err43 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data36 < 0 || isNaN(data36)){
const err44 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/weight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
if(data33.leafWeight !== undefined){
let data37 = data33.leafWeight;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
const err45 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 > 65535 || isNaN(data37)){
const err46 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data37 < 0 || isNaN(data37)){
const err47 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
}
else {
const err48 = {instancePath:instancePath+"/blockIO/weightDevice/" + i1,schemaPath:"#/properties/blockIO/properties/weightDevice/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/blockIO/weightDevice",schemaPath:"#/properties/blockIO/properties/weightDevice/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data29.throttleReadBpsDevice !== undefined){
if(!(validate36(data29.throttleReadBpsDevice, {instancePath:instancePath+"/blockIO/throttleReadBpsDevice",parentData:data29,parentDataProperty:"throttleReadBpsDevice",rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
if(data29.throttleWriteBpsDevice !== undefined){
if(!(validate36(data29.throttleWriteBpsDevice, {instancePath:instancePath+"/blockIO/throttleWriteBpsDevice",parentData:data29,parentDataProperty:"throttleWriteBpsDevice",rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
if(data29.throttleReadIOPSDevice !== undefined){
if(!(validate36(data29.throttleReadIOPSDevice, {instancePath:instancePath+"/blockIO/throttleReadIOPSDevice",parentData:data29,parentDataProperty:"throttleReadIOPSDevice",rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
if(data29.throttleWriteIOPSDevice !== undefined){
if(!(validate36(data29.throttleWriteIOPSDevice, {instancePath:instancePath+"/blockIO/throttleWriteIOPSDevice",parentData:data29,parentDataProperty:"throttleWriteIOPSDevice",rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
}
else {
const err50 = {instancePath:instancePath+"/blockIO",schemaPath:"#/properties/blockIO/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.hugepageLimits !== undefined){
let data42 = data.hugepageLimits;
if(Array.isArray(data42)){
const len2 = data42.length;
for(let i2=0; i2<len2; i2++){
let data43 = data42[i2];
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
if(data43.pageSize === undefined){
const err51 = {instancePath:instancePath+"/hugepageLimits/" + i2,schemaPath:"#/properties/hugepageLimits/items/required",keyword:"required",params:{missingProperty: "pageSize"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data43.limit === undefined){
const err52 = {instancePath:instancePath+"/hugepageLimits/" + i2,schemaPath:"#/properties/hugepageLimits/items/required",keyword:"required",params:{missingProperty: "limit"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data43.pageSize !== undefined){
let data44 = data43.pageSize;
if(typeof data44 === "string"){
if(!pattern4.test(data44)){
const err53 = {instancePath:instancePath+"/hugepageLimits/" + i2+"/pageSize",schemaPath:"#/properties/hugepageLimits/items/properties/pageSize/pattern",keyword:"pattern",params:{pattern: "^[1-9][0-9]*[KMG]B$"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
else {
const err54 = {instancePath:instancePath+"/hugepageLimits/" + i2+"/pageSize",schemaPath:"#/properties/hugepageLimits/items/properties/pageSize/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data43.limit !== undefined){
let data45 = data43.limit;
if(!(typeof data45 == "bigint" ? data45 >= 0n && data45 <= 18446744073709551615n : Number.isInteger(data45) && data45 >= 0 && data45 < 18446744073709551616)){
const err55 = {instancePath:instancePath+"/hugepageLimits/" + i2+"/limit",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
else {
const err56 = {instancePath:instancePath+"/hugepageLimits/" + i2,schemaPath:"#/properties/hugepageLimits/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
else {
const err57 = {instancePath:instancePath+"/hugepageLimits",schemaPath:"#/properties/hugepageLimits/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data.network !== undefined){
let data46 = data.network;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
if(data46.classID !== undefined){
let data47 = data46.classID;
if(!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))){
const err58 = {instancePath:instancePath+"/network/classID",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 4294967295 || isNaN(data47)){
const err59 = {instancePath:instancePath+"/network/classID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data47 < 0 || isNaN(data47)){
const err60 = {instancePath:instancePath+"/network/classID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data46.priorities !== undefined){
let data48 = data46.priorities;
if(Array.isArray(data48)){
const len3 = data48.length;
for(let i3=0; i3<len3; i3++){
let data49 = data48[i3];
if(data49 && typeof data49 == "object" && !Array.isArray(data49)){
if(data49.name === undefined){
const err61 = {instancePath:instancePath+"/network/priorities/" + i3,schemaPath:"#/properties/network/properties/priorities/items/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(data49.priority === undefined){
const err62 = {instancePath:instancePath+"/network/priorities/" + i3,schemaPath:"#/properties/network/properties/priorities/items/required",keyword:"required",params:{missingProperty: "priority"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(data49.name !== undefined){
if(typeof data49.name !== "string"){
const err63 = {instancePath:instancePath+"/network/priorities/" + i3+"/name",schemaPath:"#/properties/network/properties/priorities/items/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data49.priority !== undefined){
let data51 = data49.priority;
if(!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))){
const err64 = {instancePath:instancePath+"/network/priorities/" + i3+"/priority",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 > 4294967295 || isNaN(data51)){
const err65 = {instancePath:instancePath+"/network/priorities/" + i3+"/priority",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data51 < 0 || isNaN(data51)){
const err66 = {instancePath:instancePath+"/network/priorities/" + i3+"/priority",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
}
else {
const err67 = {instancePath:instancePath+"/network/priorities/" + i3,schemaPath:"#/properties/network/properties/priorities/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
}
else {
const err68 = {instancePath:instancePath+"/network/priorities",schemaPath:"#/properties/network/properties/priorities/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
}
else {
const err69 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.rdma !== undefined){
let data52 = data.rdma;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key0 in data52){
let data53 = data52[key0];
if(data53 && typeof data53 == "object" && !Array.isArray(data53)){
if(data53.hcaHandles !== undefined){
let data54 = data53.hcaHandles;
if(!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))){
const err70 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 > 4294967295 || isNaN(data54)){
const err71 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(data54 < 0 || isNaN(data54)){
const err72 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data53.hcaObjects !== undefined){
let data55 = data53.hcaObjects;
if(!(((typeof data55 == "number") && (!(data55 % 1) && !isNaN(data55))) && (isFinite(data55)))){
const err73 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 > 4294967295 || isNaN(data55)){
const err74 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data55 < 0 || isNaN(data55)){
const err75 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
}
else {
const err76 = {instancePath:instancePath+"/rdma/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/rdma/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath:instancePath+"/rdma",schemaPath:"#/properties/rdma/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.unified !== undefined){
let data56 = data.unified;
if(data56 && typeof data56 == "object" && !Array.isArray(data56)){
for(const key1 in data56){
if(typeof data56[key1] !== "string"){
const err78 = {instancePath:instancePath+"/unified/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"defs.json#/definitions/stringMap/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
}
else {
const err79 = {instancePath:instancePath+"/unified",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}

const schema99 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"config-seccomp.json","type":"object","required":["defaultAction"],"properties":{"defaultAction":{"$ref":"config-seccomp.json#/definitions/action"},"defaultErrnoRet":{"$ref":"defs.json#/definitions/uint32"},"architectures":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/architecture"}},"flags":{"type":"array","items":{"$ref":"config-seccomp.json#/definitions/flag"}},"listenerPath":{"type":"string"},"listenerMetadata":{"type":"string"},"syscalls":{"type":"array","items":{"type":"object","required":["names","action"],"properties":{"names":{"type":"array","items":{"type":"string"},"minItems":1},"action":{"$ref":"config-seccomp.json#/definitions/action"},"errnoRet":{"$ref":"defs.json#/definitions/uint32"},"args":{"type":"array","items":{"type":"object","required":["index","value","op"],"properties":{"index":{"$ref":"defs.json#/definitions/uint32"},"value":{"$ref":"defs.json#/definitions/uint64"},"valueTwo":{"$ref":"defs.json#/definitions/uint64"},"op":{"$ref":"config-seccomp.json#/definitions/operator"}}}}}}}},"definitions":{"action":{"type":"string","enum":["SCMP_ACT_KILL","SCMP_ACT_KILL_PROCESS","SCMP_ACT_KILL_THREAD","SCMP_ACT_TRAP","SCMP_ACT_ERRNO","SCMP_ACT_TRACE","SCMP_ACT_ALLOW","SCMP_ACT_LOG","SCMP_ACT_NOTIFY"]},"operator":{"type":"string","enum":["SCMP_CMP_NE","SCMP_CMP_LT","SCMP_CMP_LE","SCMP_CMP_EQ","SCMP_CMP_GE","SCMP_CMP_GT","SCMP_CMP_MASKED_EQ"]},"flag":{"type":"string","enum":["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_SPEC_ALLOW","SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]},"architecture":{"type":"string","enum":["SCMP_ARCH_X86","SCMP_ARCH_X86_64","SCMP_ARCH_X32","SCMP_ARCH_ARM","SCMP_ARCH_AARCH64","SCMP_ARCH_MIPS","SCMP_ARCH_MIPS64","SCMP_ARCH_MIPS64N32","SCMP_ARCH_MIPSEL","SCMP_ARCH_MIPSEL64","SCMP_ARCH_MIPSEL64N32","SCMP_ARCH_PPC","SCMP_ARCH_PPC64","SCMP_ARCH_PPC64LE","SCMP_ARCH_S390","SCMP_ARCH_S390X","SCMP_ARCH_PARISC","SCMP_ARCH_PARISC64","SCMP_ARCH_RISCV64","SCMP_ARCH_LOONGARCH64","SCMP_ARCH_M68K","SCMP_ARCH_SH","SCMP_ARCH_SHEB"]}}};
const schema100 = {"type":"string","enum":["SCMP_ACT_KILL","SCMP_ACT_KILL_PROCESS","SCMP_ACT_KILL_THREAD","SCMP_ACT_TRAP","SCMP_ACT_ERRNO","SCMP_ACT_TRACE","SCMP_ACT_ALLOW","SCMP_ACT_LOG","SCMP_ACT_NOTIFY"]};
const schema102 = {"type":"string","enum":["SCMP_ARCH_X86","SCMP_ARCH_X86_64","SCMP_ARCH_X32","SCMP_ARCH_ARM","SCMP_ARCH_AARCH64","SCMP_ARCH_MIPS","SCMP_ARCH_MIPS64","SCMP_ARCH_MIPS64N32","SCMP_ARCH_MIPSEL","SCMP_ARCH_MIPSEL64","SCMP_ARCH_MIPSEL64N32","SCMP_ARCH_PPC","SCMP_ARCH_PPC64","SCMP_ARCH_PPC64LE","SCMP_ARCH_S390","SCMP_ARCH_S390X","SCMP_ARCH_PARISC","SCMP_ARCH_PARISC64","SCMP_ARCH_RISCV64","SCMP_ARCH_LOONGARCH64","SCMP_ARCH_M68K","SCMP_ARCH_SH","SCMP_ARCH_SHEB"]};
const schema103 = {"type":"string","enum":["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_SPEC_ALLOW","SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"]};
const schema109 = {"type":"string","enum":["SCMP_CMP_NE","SCMP_CMP_LT","SCMP_CMP_LE","SCMP_CMP_EQ","SCMP_CMP_GE","SCMP_CMP_GT","SCMP_CMP_MASKED_EQ"]};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config-seccomp.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.defaultAction === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "defaultAction"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.defaultAction !== undefined){
let data0 = data.defaultAction;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/defaultAction",schemaPath:"config-seccomp.json#/definitions/action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!(((((((((data0 === "SCMP_ACT_KILL") || (data0 === "SCMP_ACT_KILL_PROCESS")) || (data0 === "SCMP_ACT_KILL_THREAD")) || (data0 === "SCMP_ACT_TRAP")) || (data0 === "SCMP_ACT_ERRNO")) || (data0 === "SCMP_ACT_TRACE")) || (data0 === "SCMP_ACT_ALLOW")) || (data0 === "SCMP_ACT_LOG")) || (data0 === "SCMP_ACT_NOTIFY"))){
const err2 = {instancePath:instancePath+"/defaultAction",schemaPath:"config-seccomp.json#/definitions/action/enum",keyword:"enum",params:{allowedValues: schema100.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.defaultErrnoRet !== undefined){
let data1 = data.defaultErrnoRet;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 4294967295 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.architectures !== undefined){
let data2 = data.architectures;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/architectures/" + i0,schemaPath:"config-seccomp.json#/definitions/architecture/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!(((((((((((((((((((((((data3 === "SCMP_ARCH_X86") || (data3 === "SCMP_ARCH_X86_64")) || (data3 === "SCMP_ARCH_X32")) || (data3 === "SCMP_ARCH_ARM")) || (data3 === "SCMP_ARCH_AARCH64")) || (data3 === "SCMP_ARCH_MIPS")) || (data3 === "SCMP_ARCH_MIPS64")) || (data3 === "SCMP_ARCH_MIPS64N32")) || (data3 === "SCMP_ARCH_MIPSEL")) || (data3 === "SCMP_ARCH_MIPSEL64")) || (data3 === "SCMP_ARCH_MIPSEL64N32")) || (data3 === "SCMP_ARCH_PPC")) || (data3 === "SCMP_ARCH_PPC64")) || (data3 === "SCMP_ARCH_PPC64LE")) || (data3 === "SCMP_ARCH_S390")) || (data3 === "SCMP_ARCH_S390X")) || (data3 === "SCMP_ARCH_PARISC")) || (data3 === "SCMP_ARCH_PARISC64")) || (data3 === "SCMP_ARCH_RISCV64")) || (data3 === "SCMP_ARCH_LOONGARCH64")) || (data3 === "SCMP_ARCH_M68K")) || (data3 === "SCMP_ARCH_SH")) || (data3 === "SCMP_ARCH_SHEB"))){
const err7 = {instancePath:instancePath+"/architectures/" + i0,schemaPath:"config-seccomp.json#/definitions/architecture/enum",keyword:"enum",params:{allowedValues: schema102.enum}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/architectures",schemaPath:"#/properties/architectures/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.flags !== undefined){
let data4 = data.flags;
if(Array.isArray(data4)){
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 !== "string"){
const err9 = {instancePath:instancePath+"/flags/" + i1,schemaPath:"config-seccomp.json#/definitions/flag/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!((((data5 === "SECCOMP_FILTER_FLAG_TSYNC") || (data5 === "SECCOMP_FILTER_FLAG_LOG")) || (data5 === "SECCOMP_FILTER_FLAG_SPEC_ALLOW")) || (data5 === "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"))){
const err10 = {instancePath:instancePath+"/flags/" + i1,schemaPath:"config-seccomp.json#/definitions/flag/enum",keyword:"enum",params:{allowedValues: schema103.enum}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.listenerPath !== undefined){
if(typeof data.listenerPath !== "string"){
const err12 = {instancePath:instancePath+"/listenerPath",schemaPath:"#/properties/listenerPath/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.listenerMetadata !== undefined){
if(typeof data.listenerMetadata !== "string"){
const err13 = {instancePath:instancePath+"/listenerMetadata",schemaPath:"#/properties/listenerMetadata/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.syscalls !== undefined){
let data8 = data.syscalls;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.names === undefined){
const err14 = {instancePath:instancePath+"/syscalls/" + i2,schemaPath:"#/properties/syscalls/items/required",keyword:"required",params:{missingProperty: "names"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9.action === undefined){
const err15 = {instancePath:instancePath+"/syscalls/" + i2,schemaPath:"#/properties/syscalls/items/required",keyword:"required",params:{missingProperty: "action"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data9.names !== undefined){
let data10 = data9.names;
if(Array.isArray(data10)){
if(data10.length < 1){
const err16 = {instancePath:instancePath+"/syscalls/" + i2+"/names",schemaPath:"#/properties/syscalls/items/properties/names/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
if(typeof data10[i3] !== "string"){
const err17 = {instancePath:instancePath+"/syscalls/" + i2+"/names/" + i3,schemaPath:"#/properties/syscalls/items/properties/names/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/syscalls/" + i2+"/names",schemaPath:"#/properties/syscalls/items/properties/names/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data9.action !== undefined){
let data12 = data9.action;
if(typeof data12 !== "string"){
const err19 = {instancePath:instancePath+"/syscalls/" + i2+"/action",schemaPath:"config-seccomp.json#/definitions/action/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!(((((((((data12 === "SCMP_ACT_KILL") || (data12 === "SCMP_ACT_KILL_PROCESS")) || (data12 === "SCMP_ACT_KILL_THREAD")) || (data12 === "SCMP_ACT_TRAP")) || (data12 === "SCMP_ACT_ERRNO")) || (data12 === "SCMP_ACT_TRACE")) || (data12 === "SCMP_ACT_ALLOW")) || (data12 === "SCMP_ACT_LOG")) || (data12 === "SCMP_ACT_NOTIFY"))){
const err20 = {instancePath:instancePath+"/syscalls/" + i2+"/action",schemaPath:"config-seccomp.json#/definitions/action/enum",keyword:"enum",params:{allowedValues: schema100.enum}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data9.errnoRet !== undefined){
let data13 = data9.errnoRet;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err21 = {instancePath:instancePath+"/syscalls/" + i2+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 4294967295 || isNaN(data13)){
const err22 = {instancePath:instancePath+"/syscalls/" + i2+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data13 < 0 || isNaN(data13)){
const err23 = {instancePath:instancePath+"/syscalls/" + i2+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data9.args !== undefined){
let data14 = data9.args;
if(Array.isArray(data14)){
const len4 = data14.length;
for(let i4=0; i4<len4; i4++){
let data15 = data14[i4];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.index === undefined){
const err24 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4,schemaPath:"#/properties/syscalls/items/properties/args/items/required",keyword:"required",params:{missingProperty: "index"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data15.value === undefined){
const err25 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4,schemaPath:"#/properties/syscalls/items/properties/args/items/required",keyword:"required",params:{missingProperty: "value"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data15.op === undefined){
const err26 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4,schemaPath:"#/properties/syscalls/items/properties/args/items/required",keyword:"required",params:{missingProperty: "op"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data15.index !== undefined){
let data16 = data15.index;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err27 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/index",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 > 4294967295 || isNaN(data16)){
const err28 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/index",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data16 < 0 || isNaN(data16)){
const err29 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/index",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data15.value !== undefined){
let data17 = data15.value;
if(!(typeof data17 == "bigint" ? data17 >= 0n && data17 <= 18446744073709551615n : Number.isInteger(data17) && data17 >= 0 && data17 < 18446744073709551616)){
const err30 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/value",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data15.valueTwo !== undefined){
let data18 = data15.valueTwo;
if(!(typeof data18 == "bigint" ? data18 >= 0n && data18 <= 18446744073709551615n : Number.isInteger(data18) && data18 >= 0 && data18 < 18446744073709551616)){
const err31 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/valueTwo",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data15.op !== undefined){
let data19 = data15.op;
if(typeof data19 !== "string"){
const err32 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/op",schemaPath:"config-seccomp.json#/definitions/operator/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(!(((((((data19 === "SCMP_CMP_NE") || (data19 === "SCMP_CMP_LT")) || (data19 === "SCMP_CMP_LE")) || (data19 === "SCMP_CMP_EQ")) || (data19 === "SCMP_CMP_GE")) || (data19 === "SCMP_CMP_GT")) || (data19 === "SCMP_CMP_MASKED_EQ"))){
const err33 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4+"/op",schemaPath:"config-seccomp.json#/definitions/operator/enum",keyword:"enum",params:{allowedValues: schema109.enum}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/syscalls/" + i2+"/args/" + i4,schemaPath:"#/properties/syscalls/items/properties/args/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/syscalls/" + i2+"/args",schemaPath:"#/properties/syscalls/items/properties/args/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/syscalls/" + i2,schemaPath:"#/properties/syscalls/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/syscalls",schemaPath:"#/properties/syscalls/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}

const pattern5 = new RegExp("^MB:[^\\n]*$", "u");

function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config-linux.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.namespaces !== undefined){
let data0 = data.namespaces;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.type === undefined){
const err0 = {instancePath:instancePath+"/namespaces/" + i0,schemaPath:"#/properties/namespaces/items/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data1.type !== undefined){
let data2 = data1.type;
if(typeof data2 !== "string"){
const err1 = {instancePath:instancePath+"/namespaces/" + i0+"/type",schemaPath:"config-linux.json#/definitions/namespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!((((((((data2 === "pid") || (data2 === "network")) || (data2 === "mount")) || (data2 === "ipc")) || (data2 === "uts")) || (data2 === "user")) || (data2 === "cgroup")) || (data2 === "time"))){
const err2 = {instancePath:instancePath+"/namespaces/" + i0+"/type",schemaPath:"config-linux.json#/definitions/namespace/enum",keyword:"enum",params:{allowedValues: schema48.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data1.path !== undefined){
if(typeof data1.path !== "string"){
const err3 = {instancePath:instancePath+"/namespaces/" + i0+"/path",schemaPath:"#/properties/namespaces/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/namespaces/" + i0,schemaPath:"#/properties/namespaces/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/namespaces",schemaPath:"#/properties/namespaces/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.uidMappings !== undefined){
if(!(validate27(data.uidMappings, {instancePath:instancePath+"/uidMappings",parentData:data,parentDataProperty:"uidMappings",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.gidMappings !== undefined){
if(!(validate27(data.gidMappings, {instancePath:instancePath+"/gidMappings",parentData:data,parentDataProperty:"gidMappings",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.timeOffsets !== undefined){
let data6 = data.timeOffsets;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.boottime !== undefined){
if(!(validate30(data6.boottime, {instancePath:instancePath+"/timeOffsets/boottime",parentData:data6,parentDataProperty:"boottime",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
if(data6.monotonic !== undefined){
if(!(validate30(data6.monotonic, {instancePath:instancePath+"/timeOffsets/monotonic",parentData:data6,parentDataProperty:"monotonic",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/timeOffsets",schemaPath:"#/properties/timeOffsets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.devices !== undefined){
let data9 = data.devices;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
if(!(validate33(data9[i1], {instancePath:instancePath+"/devices/" + i1,parentData:data9,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.netDevices !== undefined){
let data11 = data.netDevices;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key0 in data11){
let data12 = data11[key0];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.name !== undefined){
if(typeof data12.name !== "string"){
const err8 = {instancePath:instancePath+"/netDevices/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/name",schemaPath:"#/properties/netDevices/additionalProperties/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/netDevices/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/netDevices/additionalProperties/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/netDevices",schemaPath:"#/properties/netDevices/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.cgroupsPath !== undefined){
if(typeof data.cgroupsPath !== "string"){
const err11 = {instancePath:instancePath+"/cgroupsPath",schemaPath:"#/properties/cgroupsPath/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.resources !== undefined){
if(!(validate35(data.resources, {instancePath:instancePath+"/resources",parentData:data,parentDataProperty:"resources",rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
if(data.intelRdt !== undefined){
let data16 = data.intelRdt;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.closID !== undefined){
if(typeof data16.closID !== "string"){
const err12 = {instancePath:instancePath+"/intelRdt/closID",schemaPath:"#/properties/intelRdt/properties/closID/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data16.schemata !== undefined){
let data18 = data16.schemata;
if(Array.isArray(data18)){
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
if(typeof data18[i2] !== "string"){
const err13 = {instancePath:instancePath+"/intelRdt/schemata/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/intelRdt/schemata",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data16.l3CacheSchema !== undefined){
if(typeof data16.l3CacheSchema !== "string"){
const err15 = {instancePath:instancePath+"/intelRdt/l3CacheSchema",schemaPath:"#/properties/intelRdt/properties/l3CacheSchema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data16.memBwSchema !== undefined){
let data21 = data16.memBwSchema;
if(typeof data21 === "string"){
if(!pattern5.test(data21)){
const err16 = {instancePath:instancePath+"/intelRdt/memBwSchema",schemaPath:"#/properties/intelRdt/properties/memBwSchema/pattern",keyword:"pattern",params:{pattern: "^MB:[^\\n]*$"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/intelRdt/memBwSchema",schemaPath:"#/properties/intelRdt/properties/memBwSchema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data16.enableMonitoring !== undefined){
if(typeof data16.enableMonitoring !== "boolean"){
const err18 = {instancePath:instancePath+"/intelRdt/enableMonitoring",schemaPath:"#/properties/intelRdt/properties/enableMonitoring/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/intelRdt",schemaPath:"#/properties/intelRdt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.memoryPolicy !== undefined){
let data23 = data.memoryPolicy;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.mode === undefined){
const err20 = {instancePath:instancePath+"/memoryPolicy",schemaPath:"#/properties/memoryPolicy/required",keyword:"required",params:{missingProperty: "mode"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data23.mode !== undefined){
let data24 = data23.mode;
if(typeof data24 !== "string"){
const err21 = {instancePath:instancePath+"/memoryPolicy/mode",schemaPath:"config-linux.json#/definitions/memoryPolicyMode/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((((((data24 === "MPOL_DEFAULT") || (data24 === "MPOL_BIND")) || (data24 === "MPOL_INTERLEAVE")) || (data24 === "MPOL_WEIGHTED_INTERLEAVE")) || (data24 === "MPOL_PREFERRED")) || (data24 === "MPOL_PREFERRED_MANY")) || (data24 === "MPOL_LOCAL"))){
const err22 = {instancePath:instancePath+"/memoryPolicy/mode",schemaPath:"config-linux.json#/definitions/memoryPolicyMode/enum",keyword:"enum",params:{allowedValues: schema96.enum}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data23.nodes !== undefined){
if(typeof data23.nodes !== "string"){
const err23 = {instancePath:instancePath+"/memoryPolicy/nodes",schemaPath:"#/properties/memoryPolicy/properties/nodes/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data23.flags !== undefined){
let data26 = data23.flags;
if(Array.isArray(data26)){
const len3 = data26.length;
for(let i3=0; i3<len3; i3++){
let data27 = data26[i3];
if(typeof data27 !== "string"){
const err24 = {instancePath:instancePath+"/memoryPolicy/flags/" + i3,schemaPath:"config-linux.json#/definitions/memoryPolicyFlag/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!(((data27 === "MPOL_F_NUMA_BALANCING") || (data27 === "MPOL_F_RELATIVE_NODES")) || (data27 === "MPOL_F_STATIC_NODES"))){
const err25 = {instancePath:instancePath+"/memoryPolicy/flags/" + i3,schemaPath:"config-linux.json#/definitions/memoryPolicyFlag/enum",keyword:"enum",params:{allowedValues: schema97.enum}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/memoryPolicy/flags",schemaPath:"#/properties/memoryPolicy/properties/flags/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/memoryPolicy",schemaPath:"#/properties/memoryPolicy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.sysctl !== undefined){
let data28 = data.sysctl;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key1 in data28){
if(typeof data28[key1] !== "string"){
const err28 = {instancePath:instancePath+"/sysctl/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"defs.json#/definitions/stringMap/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/sysctl",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.seccomp !== undefined){
if(!(validate42(data.seccomp, {instancePath:instancePath+"/seccomp",parentData:data,parentDataProperty:"seccomp",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
if(data.rootfsPropagation !== undefined){
let data31 = data.rootfsPropagation;
if(typeof data31 !== "string"){
const err30 = {instancePath:instancePath+"/rootfsPropagation",schemaPath:"#/properties/rootfsPropagation/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(!((((((((data31 === "shared") || (data31 === "slave")) || (data31 === "private")) || (data31 === "unbindable")) || (data31 === "rshared")) || (data31 === "rslave")) || (data31 === "rprivate")) || (data31 === "runbindable"))){
const err31 = {instancePath:instancePath+"/rootfsPropagation",schemaPath:"#/properties/rootfsPropagation/enum",keyword:"enum",params:{allowedValues: schema47.properties.rootfsPropagation.enum}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.maskedPaths !== undefined){
let data32 = data.maskedPaths;
if(Array.isArray(data32)){
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
if(typeof data32[i4] !== "string"){
const err32 = {instancePath:instancePath+"/maskedPaths/" + i4,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/maskedPaths",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.readonlyPaths !== undefined){
let data34 = data.readonlyPaths;
if(Array.isArray(data34)){
const len5 = data34.length;
for(let i5=0; i5<len5; i5++){
if(typeof data34[i5] !== "string"){
const err34 = {instancePath:instancePath+"/readonlyPaths/" + i5,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/readonlyPaths",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.mountLabel !== undefined){
if(typeof data.mountLabel !== "string"){
const err36 = {instancePath:instancePath+"/mountLabel",schemaPath:"#/properties/mountLabel/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.personality !== undefined){
let data37 = data.personality;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.domain === undefined){
const err37 = {instancePath:instancePath+"/personality",schemaPath:"#/properties/personality/required",keyword:"required",params:{missingProperty: "domain"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data37.domain !== undefined){
let data38 = data37.domain;
if(typeof data38 !== "string"){
const err38 = {instancePath:instancePath+"/personality/domain",schemaPath:"#/properties/personality/properties/domain/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data38 === "LINUX") || (data38 === "LINUX32"))){
const err39 = {instancePath:instancePath+"/personality/domain",schemaPath:"#/properties/personality/properties/domain/enum",keyword:"enum",params:{allowedValues: schema47.properties.personality.properties.domain.enum}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data37.flags !== undefined){
let data39 = data37.flags;
if(Array.isArray(data39)){
const len6 = data39.length;
for(let i6=0; i6<len6; i6++){
if(typeof data39[i6] !== "string"){
const err40 = {instancePath:instancePath+"/personality/flags/" + i6,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/personality/flags",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/personality",schemaPath:"#/properties/personality/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}

const schema115 = {"type":"object","required":["layerFolders"],"properties":{"layerFolders":{"type":"array","items":{"type":"string"},"minItems":1},"devices":{"type":"array","items":{"type":"object","required":["id","idType"],"properties":{"id":{"type":"string"},"idType":{"type":"string","enum":["class"]}}}},"resources":{"type":"object","properties":{"memory":{"type":"object","properties":{"limit":{"$ref":"defs.json#/definitions/uint64"}}},"cpu":{"type":"object","properties":{"count":{"$ref":"defs.json#/definitions/uint64"},"shares":{"$ref":"defs.json#/definitions/uint16"},"maximum":{"$ref":"defs.json#/definitions/uint16"},"affinity":{"type":"object","properties":{"mask":{"$ref":"defs.json#/definitions/uint64"},"group":{"$ref":"defs.json#/definitions/uint32"}}}}},"storage":{"type":"object","properties":{"iops":{"$ref":"defs.json#/definitions/uint64"},"bps":{"$ref":"defs.json#/definitions/uint64"},"sandboxSize":{"$ref":"defs.json#/definitions/uint64"}}}}},"network":{"type":"object","properties":{"endpointList":{"$ref":"defs.json#/definitions/strings"},"allowUnqualifiedDNSQuery":{"type":"boolean"},"DNSSearchList":{"$ref":"defs.json#/definitions/strings"},"networkSharedContainerName":{"type":"string"},"networkNamespace":{"type":"string"}}},"credentialSpec":{"type":"object"},"servicing":{"type":"boolean"},"ignoreFlushesDuringBoot":{"type":"boolean"},"hyperv":{"type":"object","properties":{"utilityVMPath":{"type":"string"}}}}};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.layerFolders === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "layerFolders"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.layerFolders !== undefined){
let data0 = data.layerFolders;
if(Array.isArray(data0)){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/layerFolders",schemaPath:"#/properties/layerFolders/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(typeof data0[i0] !== "string"){
const err2 = {instancePath:instancePath+"/layerFolders/" + i0,schemaPath:"#/properties/layerFolders/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/layerFolders",schemaPath:"#/properties/layerFolders/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.devices !== undefined){
let data2 = data.devices;
if(Array.isArray(data2)){
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
let data3 = data2[i1];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err4 = {instancePath:instancePath+"/devices/" + i1,schemaPath:"#/properties/devices/items/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data3.idType === undefined){
const err5 = {instancePath:instancePath+"/devices/" + i1,schemaPath:"#/properties/devices/items/required",keyword:"required",params:{missingProperty: "idType"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3.id !== undefined){
if(typeof data3.id !== "string"){
const err6 = {instancePath:instancePath+"/devices/" + i1+"/id",schemaPath:"#/properties/devices/items/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.idType !== undefined){
let data5 = data3.idType;
if(typeof data5 !== "string"){
const err7 = {instancePath:instancePath+"/devices/" + i1+"/idType",schemaPath:"#/properties/devices/items/properties/idType/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!(data5 === "class")){
const err8 = {instancePath:instancePath+"/devices/" + i1+"/idType",schemaPath:"#/properties/devices/items/properties/idType/enum",keyword:"enum",params:{allowedValues: schema115.properties.devices.items.properties.idType.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/devices/" + i1,schemaPath:"#/properties/devices/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.resources !== undefined){
let data6 = data.resources;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.memory !== undefined){
let data7 = data6.memory;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.limit !== undefined){
let data8 = data7.limit;
if(!(typeof data8 == "bigint" ? data8 >= 0n && data8 <= 18446744073709551615n : Number.isInteger(data8) && data8 >= 0 && data8 < 18446744073709551616)){
const err11 = {instancePath:instancePath+"/resources/memory/limit",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/resources/memory",schemaPath:"#/properties/resources/properties/memory/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data6.cpu !== undefined){
let data9 = data6.cpu;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.count !== undefined){
let data10 = data9.count;
if(!(typeof data10 == "bigint" ? data10 >= 0n && data10 <= 18446744073709551615n : Number.isInteger(data10) && data10 >= 0 && data10 < 18446744073709551616)){
const err13 = {instancePath:instancePath+"/resources/cpu/count",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data9.shares !== undefined){
let data11 = data9.shares;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err14 = {instancePath:instancePath+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 > 65535 || isNaN(data11)){
const err15 = {instancePath:instancePath+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data11 < 0 || isNaN(data11)){
const err16 = {instancePath:instancePath+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data9.maximum !== undefined){
let data12 = data9.maximum;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err17 = {instancePath:instancePath+"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 65535 || isNaN(data12)){
const err18 = {instancePath:instancePath+"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data12 < 0 || isNaN(data12)){
const err19 = {instancePath:instancePath+"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data9.affinity !== undefined){
let data13 = data9.affinity;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.mask !== undefined){
let data14 = data13.mask;
if(!(typeof data14 == "bigint" ? data14 >= 0n && data14 <= 18446744073709551615n : Number.isInteger(data14) && data14 >= 0 && data14 < 18446744073709551616)){
const err20 = {instancePath:instancePath+"/resources/cpu/affinity/mask",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data13.group !== undefined){
let data15 = data13.group;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
const err21 = {instancePath:instancePath+"/resources/cpu/affinity/group",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 4294967295 || isNaN(data15)){
const err22 = {instancePath:instancePath+"/resources/cpu/affinity/group",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data15 < 0 || isNaN(data15)){
const err23 = {instancePath:instancePath+"/resources/cpu/affinity/group",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/resources/cpu/affinity",schemaPath:"#/properties/resources/properties/cpu/properties/affinity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/resources/cpu",schemaPath:"#/properties/resources/properties/cpu/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.storage !== undefined){
let data16 = data6.storage;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.iops !== undefined){
let data17 = data16.iops;
if(!(typeof data17 == "bigint" ? data17 >= 0n && data17 <= 18446744073709551615n : Number.isInteger(data17) && data17 >= 0 && data17 < 18446744073709551616)){
const err26 = {instancePath:instancePath+"/resources/storage/iops",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data16.bps !== undefined){
let data18 = data16.bps;
if(!(typeof data18 == "bigint" ? data18 >= 0n && data18 <= 18446744073709551615n : Number.isInteger(data18) && data18 >= 0 && data18 < 18446744073709551616)){
const err27 = {instancePath:instancePath+"/resources/storage/bps",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data16.sandboxSize !== undefined){
let data19 = data16.sandboxSize;
if(!(typeof data19 == "bigint" ? data19 >= 0n && data19 <= 18446744073709551615n : Number.isInteger(data19) && data19 >= 0 && data19 < 18446744073709551616)){
const err28 = {instancePath:instancePath+"/resources/storage/sandboxSize",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/resources/storage",schemaPath:"#/properties/resources/properties/storage/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.network !== undefined){
let data20 = data.network;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.endpointList !== undefined){
let data21 = data20.endpointList;
if(Array.isArray(data21)){
const len2 = data21.length;
for(let i2=0; i2<len2; i2++){
if(typeof data21[i2] !== "string"){
const err31 = {instancePath:instancePath+"/network/endpointList/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
else {
const err32 = {instancePath:instancePath+"/network/endpointList",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data20.allowUnqualifiedDNSQuery !== undefined){
if(typeof data20.allowUnqualifiedDNSQuery !== "boolean"){
const err33 = {instancePath:instancePath+"/network/allowUnqualifiedDNSQuery",schemaPath:"#/properties/network/properties/allowUnqualifiedDNSQuery/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data20.DNSSearchList !== undefined){
let data24 = data20.DNSSearchList;
if(Array.isArray(data24)){
const len3 = data24.length;
for(let i3=0; i3<len3; i3++){
if(typeof data24[i3] !== "string"){
const err34 = {instancePath:instancePath+"/network/DNSSearchList/" + i3,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/network/DNSSearchList",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data20.networkSharedContainerName !== undefined){
if(typeof data20.networkSharedContainerName !== "string"){
const err36 = {instancePath:instancePath+"/network/networkSharedContainerName",schemaPath:"#/properties/network/properties/networkSharedContainerName/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data20.networkNamespace !== undefined){
if(typeof data20.networkNamespace !== "string"){
const err37 = {instancePath:instancePath+"/network/networkNamespace",schemaPath:"#/properties/network/properties/networkNamespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/network",schemaPath:"#/properties/network/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.credentialSpec !== undefined){
let data28 = data.credentialSpec;
if(!(data28 && typeof data28 == "object" && !Array.isArray(data28))){
const err39 = {instancePath:instancePath+"/credentialSpec",schemaPath:"#/properties/credentialSpec/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.servicing !== undefined){
if(typeof data.servicing !== "boolean"){
const err40 = {instancePath:instancePath+"/servicing",schemaPath:"#/properties/servicing/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.ignoreFlushesDuringBoot !== undefined){
if(typeof data.ignoreFlushesDuringBoot !== "boolean"){
const err41 = {instancePath:instancePath+"/ignoreFlushesDuringBoot",schemaPath:"#/properties/ignoreFlushesDuringBoot/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.hyperv !== undefined){
let data31 = data.hyperv;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.utilityVMPath !== undefined){
if(typeof data31.utilityVMPath !== "string"){
const err42 = {instancePath:instancePath+"/hyperv/utilityVMPath",schemaPath:"#/properties/hyperv/properties/utilityVMPath/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/hyperv",schemaPath:"#/properties/hyperv/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}

const schema127 = {"type":"object","required":["kernel"],"properties":{"hypervisor":{"type":"object","required":["path"],"properties":{"path":{"type":"string"},"parameters":{"$ref":"defs.json#/definitions/strings"}}},"kernel":{"type":"object","required":["path"],"properties":{"path":{"type":"string"},"parameters":{"$ref":"defs.json#/definitions/strings"},"initrd":{"type":"string"}}},"image":{"type":"object","required":["path","format"],"properties":{"path":{"type":"string"},"format":{"type":"string","enum":["raw","qcow2","vdi","vmdk","vhd"]}}},"hwConfig":{"type":"object","properties":{"deviceTree":{"type":"string"},"vcpus":{"$ref":"defs.json#/definitions/uint32"},"memory":{"$ref":"defs.json#/definitions/uint64"},"dtdevs":{"$ref":"defs.json#/definitions/strings"},"iomems":{"type":"array","items":{"type":"object","required":["firstMFN","nrMFNs"],"properties":{"firstGFN":{"$ref":"defs.json#/definitions/uint64"},"firstMFN":{"$ref":"defs.json#/definitions/uint64"},"nrMFNs":{"$ref":"defs.json#/definitions/uint64"}}}},"irqs":{"type":"array","items":{"$ref":"defs.json#/definitions/uint32"}}}}}};

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kernel === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kernel"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.hypervisor !== undefined){
let data0 = data.hypervisor;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.path === undefined){
const err1 = {instancePath:instancePath+"/hypervisor",schemaPath:"#/properties/hypervisor/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data0.path !== undefined){
if(typeof data0.path !== "string"){
const err2 = {instancePath:instancePath+"/hypervisor/path",schemaPath:"#/properties/hypervisor/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.parameters !== undefined){
let data2 = data0.parameters;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(typeof data2[i0] !== "string"){
const err3 = {instancePath:instancePath+"/hypervisor/parameters/" + i0,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/hypervisor/parameters",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/hypervisor",schemaPath:"#/properties/hypervisor/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kernel !== undefined){
let data4 = data.kernel;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.path === undefined){
const err6 = {instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data4.path !== undefined){
if(typeof data4.path !== "string"){
const err7 = {instancePath:instancePath+"/kernel/path",schemaPath:"#/properties/kernel/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data4.parameters !== undefined){
let data6 = data4.parameters;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(typeof data6[i1] !== "string"){
const err8 = {instancePath:instancePath+"/kernel/parameters/" + i1,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/kernel/parameters",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.initrd !== undefined){
if(typeof data4.initrd !== "string"){
const err10 = {instancePath:instancePath+"/kernel/initrd",schemaPath:"#/properties/kernel/properties/initrd/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/kernel",schemaPath:"#/properties/kernel/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.image !== undefined){
let data9 = data.image;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.path === undefined){
const err12 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data9.format === undefined){
const err13 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/required",keyword:"required",params:{missingProperty: "format"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data9.path !== undefined){
if(typeof data9.path !== "string"){
const err14 = {instancePath:instancePath+"/image/path",schemaPath:"#/properties/image/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data9.format !== undefined){
let data11 = data9.format;
if(typeof data11 !== "string"){
const err15 = {instancePath:instancePath+"/image/format",schemaPath:"#/properties/image/properties/format/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(!(((((data11 === "raw") || (data11 === "qcow2")) || (data11 === "vdi")) || (data11 === "vmdk")) || (data11 === "vhd"))){
const err16 = {instancePath:instancePath+"/image/format",schemaPath:"#/properties/image/properties/format/enum",keyword:"enum",params:{allowedValues: schema127.properties.image.properties.format.enum}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.hwConfig !== undefined){
let data12 = data.hwConfig;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.deviceTree !== undefined){
if(typeof data12.deviceTree !== "string"){
const err18 = {instancePath:instancePath+"/hwConfig/deviceTree",schemaPath:"#/properties/hwConfig/properties/deviceTree/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data12.vcpus !== undefined){
let data14 = data12.vcpus;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err19 = {instancePath:instancePath+"/hwConfig/vcpus",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 4294967295 || isNaN(data14)){
const err20 = {instancePath:instancePath+"/hwConfig/vcpus",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err21 = {instancePath:instancePath+"/hwConfig/vcpus",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data12.memory !== undefined){
let data15 = data12.memory;
if(!(typeof data15 == "bigint" ? data15 >= 0n && data15 <= 18446744073709551615n : Number.isInteger(data15) && data15 >= 0 && data15 < 18446744073709551616)){
const err22 = {instancePath:instancePath+"/hwConfig/memory",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.dtdevs !== undefined){
let data16 = data12.dtdevs;
if(Array.isArray(data16)){
const len2 = data16.length;
for(let i2=0; i2<len2; i2++){
if(typeof data16[i2] !== "string"){
const err23 = {instancePath:instancePath+"/hwConfig/dtdevs/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath:instancePath+"/hwConfig/dtdevs",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data12.iomems !== undefined){
let data18 = data12.iomems;
if(Array.isArray(data18)){
const len3 = data18.length;
for(let i3=0; i3<len3; i3++){
let data19 = data18[i3];
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.firstMFN === undefined){
const err25 = {instancePath:instancePath+"/hwConfig/iomems/" + i3,schemaPath:"#/properties/hwConfig/properties/iomems/items/required",keyword:"required",params:{missingProperty: "firstMFN"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data19.nrMFNs === undefined){
const err26 = {instancePath:instancePath+"/hwConfig/iomems/" + i3,schemaPath:"#/properties/hwConfig/properties/iomems/items/required",keyword:"required",params:{missingProperty: "nrMFNs"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data19.firstGFN !== undefined){
let data20 = data19.firstGFN;
if(!(typeof data20 == "bigint" ? data20 >= 0n && data20 <= 18446744073709551615n : Number.isInteger(data20) && data20 >= 0 && data20 < 18446744073709551616)){
const err27 = {instancePath:instancePath+"/hwConfig/iomems/" + i3+"/firstGFN",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data19.firstMFN !== undefined){
let data21 = data19.firstMFN;
if(!(typeof data21 == "bigint" ? data21 >= 0n && data21 <= 18446744073709551615n : Number.isInteger(data21) && data21 >= 0 && data21 < 18446744073709551616)){
const err28 = {instancePath:instancePath+"/hwConfig/iomems/" + i3+"/firstMFN",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data19.nrMFNs !== undefined){
let data22 = data19.nrMFNs;
if(!(typeof data22 == "bigint" ? data22 >= 0n && data22 <= 18446744073709551615n : Number.isInteger(data22) && data22 >= 0 && data22 < 18446744073709551616)){
const err29 = {instancePath:instancePath+"/hwConfig/iomems/" + i3+"/nrMFNs",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{ sign: "unsigned" }};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath:instancePath+"/hwConfig/iomems/" + i3,schemaPath:"#/properties/hwConfig/properties/iomems/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/hwConfig/iomems",schemaPath:"#/properties/hwConfig/properties/iomems/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data12.irqs !== undefined){
let data23 = data12.irqs;
if(Array.isArray(data23)){
const len4 = data23.length;
for(let i4=0; i4<len4; i4++){
let data24 = data23[i4];
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err32 = {instancePath:instancePath+"/hwConfig/irqs/" + i4,schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 4294967295 || isNaN(data24)){
const err33 = {instancePath:instancePath+"/hwConfig/irqs/" + i4,schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data24 < 0 || isNaN(data24)){
const err34 = {instancePath:instancePath+"/hwConfig/irqs/" + i4,schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/hwConfig/irqs",schemaPath:"#/properties/hwConfig/properties/irqs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/hwConfig",schemaPath:"#/properties/hwConfig/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}

const schema138 = {"type":"object","properties":{"devices":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"mode":{"type":"integer","minimum":0,"maximum":511}}}},"jail":{"type":"object","properties":{"parent":{"type":"string"},"host":{"type":"string","enum":["new","inherit"]},"ip4":{"type":"string","enum":["disable","new","inherit"]},"ip4Addr":{"$ref":"defs.json#/definitions/strings"},"ip6":{"type":"string","enum":["disable","new","inherit"]},"ip6Addr":{"$ref":"defs.json#/definitions/strings"},"vnet":{"type":"string","enum":["new","inherit"]},"interface":{"type":"string"},"vnetInterfaces":{"$ref":"defs.json#/definitions/strings"},"sysvmsg":{"type":"string","enum":["disable","new","inherit"]},"sysvsem":{"type":"string","enum":["disable","new","inherit"]},"sysvshm":{"type":"string","enum":["disable","new","inherit"]},"enforceStatfs":{"$ref":"defs.json#/definitions/uint8"},"allow":{"type":"object","properties":{"setHostname":{"type":"boolean"},"rawSockets":{"type":"boolean"},"chflags":{"type":"boolean"},"mount":{"$ref":"defs.json#/definitions/strings"},"quotas":{"type":"boolean"},"socketAf":{"type":"boolean"},"mlock":{"type":"boolean"},"reservedPorts":{"type":"boolean"},"suser":{"type":"boolean"}}}}}}};
const schema142 = {"type":"integer","minimum":0,"maximum":255};

function validate50(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.devices !== undefined){
let data0 = data.devices;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.path !== undefined){
if(typeof data1.path !== "string"){
const err0 = {instancePath:instancePath+"/devices/" + i0+"/path",schemaPath:"#/properties/devices/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data1.mode !== undefined){
let data3 = data1.mode;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err1 = {instancePath:instancePath+"/devices/" + i0+"/mode",schemaPath:"#/properties/devices/items/properties/mode/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 511 || isNaN(data3)){
const err2 = {instancePath:instancePath+"/devices/" + i0+"/mode",schemaPath:"#/properties/devices/items/properties/mode/maximum",keyword:"maximum",params:{comparison: "<=", limit: 511}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err3 = {instancePath:instancePath+"/devices/" + i0+"/mode",schemaPath:"#/properties/devices/items/properties/mode/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
else {
const err4 = {instancePath:instancePath+"/devices/" + i0,schemaPath:"#/properties/devices/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.jail !== undefined){
let data4 = data.jail;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.parent !== undefined){
if(typeof data4.parent !== "string"){
const err6 = {instancePath:instancePath+"/jail/parent",schemaPath:"#/properties/jail/properties/parent/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data4.host !== undefined){
let data6 = data4.host;
if(typeof data6 !== "string"){
const err7 = {instancePath:instancePath+"/jail/host",schemaPath:"#/properties/jail/properties/host/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!((data6 === "new") || (data6 === "inherit"))){
const err8 = {instancePath:instancePath+"/jail/host",schemaPath:"#/properties/jail/properties/host/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.host.enum}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data4.ip4 !== undefined){
let data7 = data4.ip4;
if(typeof data7 !== "string"){
const err9 = {instancePath:instancePath+"/jail/ip4",schemaPath:"#/properties/jail/properties/ip4/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!(((data7 === "disable") || (data7 === "new")) || (data7 === "inherit"))){
const err10 = {instancePath:instancePath+"/jail/ip4",schemaPath:"#/properties/jail/properties/ip4/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.ip4.enum}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data4.ip4Addr !== undefined){
let data8 = data4.ip4Addr;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(typeof data8[i1] !== "string"){
const err11 = {instancePath:instancePath+"/jail/ip4Addr/" + i1,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/jail/ip4Addr",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data4.ip6 !== undefined){
let data10 = data4.ip6;
if(typeof data10 !== "string"){
const err13 = {instancePath:instancePath+"/jail/ip6",schemaPath:"#/properties/jail/properties/ip6/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!(((data10 === "disable") || (data10 === "new")) || (data10 === "inherit"))){
const err14 = {instancePath:instancePath+"/jail/ip6",schemaPath:"#/properties/jail/properties/ip6/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.ip6.enum}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.ip6Addr !== undefined){
let data11 = data4.ip6Addr;
if(Array.isArray(data11)){
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
if(typeof data11[i2] !== "string"){
const err15 = {instancePath:instancePath+"/jail/ip6Addr/" + i2,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/jail/ip6Addr",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data4.vnet !== undefined){
let data13 = data4.vnet;
if(typeof data13 !== "string"){
const err17 = {instancePath:instancePath+"/jail/vnet",schemaPath:"#/properties/jail/properties/vnet/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(!((data13 === "new") || (data13 === "inherit"))){
const err18 = {instancePath:instancePath+"/jail/vnet",schemaPath:"#/properties/jail/properties/vnet/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.vnet.enum}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data4.interface !== undefined){
if(typeof data4.interface !== "string"){
const err19 = {instancePath:instancePath+"/jail/interface",schemaPath:"#/properties/jail/properties/interface/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data4.vnetInterfaces !== undefined){
let data15 = data4.vnetInterfaces;
if(Array.isArray(data15)){
const len3 = data15.length;
for(let i3=0; i3<len3; i3++){
if(typeof data15[i3] !== "string"){
const err20 = {instancePath:instancePath+"/jail/vnetInterfaces/" + i3,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/jail/vnetInterfaces",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data4.sysvmsg !== undefined){
let data17 = data4.sysvmsg;
if(typeof data17 !== "string"){
const err22 = {instancePath:instancePath+"/jail/sysvmsg",schemaPath:"#/properties/jail/properties/sysvmsg/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!(((data17 === "disable") || (data17 === "new")) || (data17 === "inherit"))){
const err23 = {instancePath:instancePath+"/jail/sysvmsg",schemaPath:"#/properties/jail/properties/sysvmsg/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.sysvmsg.enum}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data4.sysvsem !== undefined){
let data18 = data4.sysvsem;
if(typeof data18 !== "string"){
const err24 = {instancePath:instancePath+"/jail/sysvsem",schemaPath:"#/properties/jail/properties/sysvsem/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(!(((data18 === "disable") || (data18 === "new")) || (data18 === "inherit"))){
const err25 = {instancePath:instancePath+"/jail/sysvsem",schemaPath:"#/properties/jail/properties/sysvsem/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.sysvsem.enum}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data4.sysvshm !== undefined){
let data19 = data4.sysvshm;
if(typeof data19 !== "string"){
const err26 = {instancePath:instancePath+"/jail/sysvshm",schemaPath:"#/properties/jail/properties/sysvshm/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!(((data19 === "disable") || (data19 === "new")) || (data19 === "inherit"))){
const err27 = {instancePath:instancePath+"/jail/sysvshm",schemaPath:"#/properties/jail/properties/sysvshm/enum",keyword:"enum",params:{allowedValues: schema138.properties.jail.properties.sysvshm.enum}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data4.enforceStatfs !== undefined){
let data20 = data4.enforceStatfs;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err28 = {instancePath:instancePath+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 255 || isNaN(data20)){
const err29 = {instancePath:instancePath+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/maximum",keyword:"maximum",params:{comparison: "<=", limit: 255}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data20 < 0 || isNaN(data20)){
const err30 = {instancePath:instancePath+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
if(data4.allow !== undefined){
let data21 = data4.allow;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.setHostname !== undefined){
if(typeof data21.setHostname !== "boolean"){
const err31 = {instancePath:instancePath+"/jail/allow/setHostname",schemaPath:"#/properties/jail/properties/allow/properties/setHostname/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data21.rawSockets !== undefined){
if(typeof data21.rawSockets !== "boolean"){
const err32 = {instancePath:instancePath+"/jail/allow/rawSockets",schemaPath:"#/properties/jail/properties/allow/properties/rawSockets/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data21.chflags !== undefined){
if(typeof data21.chflags !== "boolean"){
const err33 = {instancePath:instancePath+"/jail/allow/chflags",schemaPath:"#/properties/jail/properties/allow/properties/chflags/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data21.mount !== undefined){
let data25 = data21.mount;
if(Array.isArray(data25)){
const len4 = data25.length;
for(let i4=0; i4<len4; i4++){
if(typeof data25[i4] !== "string"){
const err34 = {instancePath:instancePath+"/jail/allow/mount/" + i4,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/jail/allow/mount",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data21.quotas !== undefined){
if(typeof data21.quotas !== "boolean"){
const err36 = {instancePath:instancePath+"/jail/allow/quotas",schemaPath:"#/properties/jail/properties/allow/properties/quotas/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data21.socketAf !== undefined){
if(typeof data21.socketAf !== "boolean"){
const err37 = {instancePath:instancePath+"/jail/allow/socketAf",schemaPath:"#/properties/jail/properties/allow/properties/socketAf/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data21.mlock !== undefined){
if(typeof data21.mlock !== "boolean"){
const err38 = {instancePath:instancePath+"/jail/allow/mlock",schemaPath:"#/properties/jail/properties/allow/properties/mlock/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data21.reservedPorts !== undefined){
if(typeof data21.reservedPorts !== "boolean"){
const err39 = {instancePath:instancePath+"/jail/allow/reservedPorts",schemaPath:"#/properties/jail/properties/allow/properties/reservedPorts/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data21.suser !== undefined){
if(typeof data21.suser !== "boolean"){
const err40 = {instancePath:instancePath+"/jail/allow/suser",schemaPath:"#/properties/jail/properties/allow/properties/suser/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/jail/allow",schemaPath:"#/properties/jail/properties/allow/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
}
else {
const err42 = {instancePath:instancePath+"/jail",schemaPath:"#/properties/jail/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
validate50.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="config.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ociVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "ociVersion"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.ociVersion !== undefined){
if(typeof data.ociVersion !== "string"){
const err1 = {instancePath:instancePath+"/ociVersion",schemaPath:"#/properties/ociVersion/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.root !== undefined){
let data1 = data.root;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.path === undefined){
const err2 = {instancePath:instancePath+"/root",schemaPath:"#/properties/root/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1.path !== undefined){
if(typeof data1.path !== "string"){
const err3 = {instancePath:instancePath+"/root/path",schemaPath:"#/properties/root/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.readonly !== undefined){
if(typeof data1.readonly !== "boolean"){
const err4 = {instancePath:instancePath+"/root/readonly",schemaPath:"#/properties/root/properties/readonly/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/root",schemaPath:"#/properties/root/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mounts !== undefined){
let data4 = data.mounts;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate11(data4[i0], {instancePath:instancePath+"/mounts/" + i0,parentData:data4,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/mounts",schemaPath:"#/properties/mounts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.process !== undefined){
if(!(validate17(data.process, {instancePath:instancePath+"/process",parentData:data,parentDataProperty:"process",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.hostname !== undefined){
if(typeof data.hostname !== "string"){
const err7 = {instancePath:instancePath+"/hostname",schemaPath:"#/properties/hostname/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.domainname !== undefined){
if(typeof data.domainname !== "string"){
const err8 = {instancePath:instancePath+"/domainname",schemaPath:"#/properties/domainname/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.hooks !== undefined){
let data9 = data.hooks;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.prestart !== undefined){
if(!(validate19(data9.prestart, {instancePath:instancePath+"/hooks/prestart",parentData:data9,parentDataProperty:"prestart",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data9.createRuntime !== undefined){
if(!(validate19(data9.createRuntime, {instancePath:instancePath+"/hooks/createRuntime",parentData:data9,parentDataProperty:"createRuntime",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data9.createContainer !== undefined){
if(!(validate19(data9.createContainer, {instancePath:instancePath+"/hooks/createContainer",parentData:data9,parentDataProperty:"createContainer",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data9.startContainer !== undefined){
if(!(validate19(data9.startContainer, {instancePath:instancePath+"/hooks/startContainer",parentData:data9,parentDataProperty:"startContainer",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data9.poststart !== undefined){
if(!(validate19(data9.poststart, {instancePath:instancePath+"/hooks/poststart",parentData:data9,parentDataProperty:"poststart",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data9.poststop !== undefined){
if(!(validate19(data9.poststop, {instancePath:instancePath+"/hooks/poststop",parentData:data9,parentDataProperty:"poststop",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.annotations !== undefined){
let data16 = data.annotations;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key0 in data16){
if(typeof data16[key0] !== "string"){
const err10 = {instancePath:instancePath+"/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"defs.json#/definitions/stringMap/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/annotations",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.linux !== undefined){
if(!(validate26(data.linux, {instancePath:instancePath+"/linux",parentData:data,parentDataProperty:"linux",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.solaris !== undefined){
let data19 = data.solaris;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.milestone !== undefined){
if(typeof data19.milestone !== "string"){
const err12 = {instancePath:instancePath+"/solaris/milestone",schemaPath:"config-platforms.json#/definitions/solaris/properties/milestone/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data19.limitpriv !== undefined){
if(typeof data19.limitpriv !== "string"){
const err13 = {instancePath:instancePath+"/solaris/limitpriv",schemaPath:"config-platforms.json#/definitions/solaris/properties/limitpriv/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data19.maxShmMemory !== undefined){
if(typeof data19.maxShmMemory !== "string"){
const err14 = {instancePath:instancePath+"/solaris/maxShmMemory",schemaPath:"config-platforms.json#/definitions/solaris/properties/maxShmMemory/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data19.cappedCPU !== undefined){
let data23 = data19.cappedCPU;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.ncpus !== undefined){
if(typeof data23.ncpus !== "string"){
const err15 = {instancePath:instancePath+"/solaris/cappedCPU/ncpus",schemaPath:"config-platforms.json#/definitions/solaris/properties/cappedCPU/properties/ncpus/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/solaris/cappedCPU",schemaPath:"config-platforms.json#/definitions/solaris/properties/cappedCPU/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data19.cappedMemory !== undefined){
let data25 = data19.cappedMemory;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.physical !== undefined){
if(typeof data25.physical !== "string"){
const err17 = {instancePath:instancePath+"/solaris/cappedMemory/physical",schemaPath:"config-platforms.json#/definitions/solaris/properties/cappedMemory/properties/physical/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data25.swap !== undefined){
if(typeof data25.swap !== "string"){
const err18 = {instancePath:instancePath+"/solaris/cappedMemory/swap",schemaPath:"config-platforms.json#/definitions/solaris/properties/cappedMemory/properties/swap/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/solaris/cappedMemory",schemaPath:"config-platforms.json#/definitions/solaris/properties/cappedMemory/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data19.anet !== undefined){
let data28 = data19.anet;
if(Array.isArray(data28)){
const len1 = data28.length;
for(let i1=0; i1<len1; i1++){
let data29 = data28[i1];
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.linkname !== undefined){
if(typeof data29.linkname !== "string"){
const err20 = {instancePath:instancePath+"/solaris/anet/" + i1+"/linkname",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/linkname/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data29.lowerLink !== undefined){
if(typeof data29.lowerLink !== "string"){
const err21 = {instancePath:instancePath+"/solaris/anet/" + i1+"/lowerLink",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/lowerLink/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data29.allowedAddress !== undefined){
if(typeof data29.allowedAddress !== "string"){
const err22 = {instancePath:instancePath+"/solaris/anet/" + i1+"/allowedAddress",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/allowedAddress/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data29.configureAllowedAddress !== undefined){
if(typeof data29.configureAllowedAddress !== "string"){
const err23 = {instancePath:instancePath+"/solaris/anet/" + i1+"/configureAllowedAddress",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/configureAllowedAddress/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data29.defrouter !== undefined){
if(typeof data29.defrouter !== "string"){
const err24 = {instancePath:instancePath+"/solaris/anet/" + i1+"/defrouter",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/defrouter/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data29.macAddress !== undefined){
if(typeof data29.macAddress !== "string"){
const err25 = {instancePath:instancePath+"/solaris/anet/" + i1+"/macAddress",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/macAddress/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data29.linkProtection !== undefined){
if(typeof data29.linkProtection !== "string"){
const err26 = {instancePath:instancePath+"/solaris/anet/" + i1+"/linkProtection",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/properties/linkProtection/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/solaris/anet/" + i1,schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/solaris/anet",schemaPath:"config-platforms.json#/definitions/solaris/properties/anet/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/solaris",schemaPath:"config-platforms.json#/definitions/solaris/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.windows !== undefined){
if(!(validate46(data.windows, {instancePath:instancePath+"/windows",parentData:data,parentDataProperty:"windows",rootData}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
}
if(data.vm !== undefined){
if(!(validate48(data.vm, {instancePath:instancePath+"/vm",parentData:data,parentDataProperty:"vm",rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
if(data.zos !== undefined){
let data39 = data.zos;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.namespaces !== undefined){
let data40 = data39.namespaces;
if(Array.isArray(data40)){
const len2 = data40.length;
for(let i2=0; i2<len2; i2++){
let data41 = data40[i2];
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.type === undefined){
const err30 = {instancePath:instancePath+"/zos/namespaces/" + i2,schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/items/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data41.type !== undefined){
let data42 = data41.type;
if(typeof data42 !== "string"){
const err31 = {instancePath:instancePath+"/zos/namespaces/" + i2+"/type",schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/items/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(!((((data42 === "mount") || (data42 === "pid")) || (data42 === "uts")) || (data42 === "ipc"))){
const err32 = {instancePath:instancePath+"/zos/namespaces/" + i2+"/type",schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/items/properties/type/enum",keyword:"enum",params:{allowedValues: schema137.properties.namespaces.items.properties.type.enum}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data41.path !== undefined){
if(typeof data41.path !== "string"){
const err33 = {instancePath:instancePath+"/zos/namespaces/" + i2+"/path",schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/items/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/zos/namespaces/" + i2,schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/zos/namespaces",schemaPath:"config-platforms.json#/definitions/zos/properties/namespaces/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/zos",schemaPath:"config-platforms.json#/definitions/zos/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.freebsd !== undefined){
if(!(validate50(data.freebsd, {instancePath:instancePath+"/freebsd",parentData:data,parentDataProperty:"freebsd",rootData}))){
vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}

/** Says whether a value is such a document; what is wrong is then in its `errors`. */
export const validate: Validator = compiled as unknown as Validator;
export const names = {"ociVersion":{},"root":{"path":{},"readonly":{}},"mounts":{"*":{"destination":{},"type":{},"source":{},"options":{},"uidMappings":{"*":{"containerID":{},"hostID":{},"size":{}}},"gidMappings":{"*":{"containerID":{},"hostID":{},"size":{}}}}},"process":{"terminal":{},"consoleSize":{"height":{},"width":{}},"user":{"uid":{},"gid":{},"umask":{},"additionalGids":{},"username":{}},"args":{},"commandLine":{},"env":{},"cwd":{},"rlimits":{"*":{"type":{},"soft":{},"hard":{}}},"noNewPrivileges":{},"apparmorProfile":{},"selinuxLabel":{},"oomScoreAdj":{},"capabilities":{"bounding":{},"effective":{},"inheritable":{},"permitted":{},"ambient":{}},"scheduler":{"policy":{},"nice":{},"priority":{},"flags":{},"runtime":{},"deadline":{},"period":{}},"ioPriority":{"class":{},"priority":{}},"execCPUAffinity":{"initial":{},"final":{}}},"hostname":{},"domainname":{},"hooks":{"prestart":{"*":{"path":{},"args":{},"env":{},"timeout":{}}},"createRuntime":{"*":{"path":{},"args":{},"env":{},"timeout":{}}},"createContainer":{"*":{"path":{},"args":{},"env":{},"timeout":{}}},"startContainer":{"*":{"path":{},"args":{},"env":{},"timeout":{}}},"poststart":{"*":{"path":{},"args":{},"env":{},"timeout":{}}},"poststop":{"*":{"path":{},"args":{},"env":{},"timeout":{}}}},"annotations":{},"linux":{"namespaces":{"*":{"type":{},"path":{}}},"uidMappings":{"*":{"containerID":{},"hostID":{},"size":{}}},"gidMappings":{"*":{"containerID":{},"hostID":{},"size":{}}},"timeOffsets":{"boottime":{"secs":{},"nanosecs":{}},"monotonic":{"secs":{},"nanosecs":{}}},"devices":{"*":{"path":{},"type":{},"major":{},"minor":{},"fileMode":{},"uid":{},"gid":{}}},"netDevices":{"*":{"name":{}}},"cgroupsPath":{},"resources":{"devices":{"*":{"allow":{},"type":{},"major":{},"minor":{},"access":{}}},"memory":{"limit":{},"reservation":{},"swap":{},"kernel":{},"kernelTCP":{},"swappiness":{},"disableOOMKiller":{},"useHierarchy":{},"checkBeforeUpdate":{}},"cpu":{"shares":{},"quota":{},"burst":{},"period":{},"realtimeRuntime":{},"realtimePeriod":{},"cpus":{},"mems":{},"idle":{}},"pids":{"limit":{}},"blockIO":{"weight":{},"leafWeight":{},"weightDevice":{"*":{"major":{},"minor":{},"weight":{},"leafWeight":{}}},"throttleReadBpsDevice":{"*":{"major":{},"minor":{},"rate":{}}},"throttleWriteBpsDevice":{"*":{"major":{},"minor":{},"rate":{}}},"throttleReadIOPSDevice":{"*":{"major":{},"minor":{},"rate":{}}},"throttleWriteIOPSDevice":{"*":{"major":{},"minor":{},"rate":{}}}},"hugepageLimits":{"*":{"pageSize":{},"limit":{}}},"network":{"classID":{},"priorities":{"*":{"name":{},"priority":{}}}},"rdma":{"*":{"hcaHandles":{},"hcaObjects":{}}},"unified":{}},"intelRdt":{"closID":{},"schemata":{},"l3CacheSchema":{},"memBwSchema":{},"enableMonitoring":{}},"memoryPolicy":{"mode":{},"nodes":{},"flags":{}},"sysctl":{},"seccomp":{"defaultAction":{},"defaultErrnoRet":{},"architectures":{},"flags":{},"listenerPath":{},"listenerMetadata":{},"syscalls":{"*":{"names":{},"action":{},"errnoRet":{},"args":{"*":{"index":{},"value":{},"valueTwo":{},"op":{}}}}}},"rootfsPropagation":{},"maskedPaths":{},"readonlyPaths":{},"mountLabel":{},"personality":{"domain":{},"flags":{}}},"solaris":{"milestone":{},"limitpriv":{},"maxShmMemory":{},"cappedCPU":{"ncpus":{}},"cappedMemory":{"physical":{},"swap":{}},"anet":{"*":{"linkname":{},"lowerLink":{},"allowedAddress":{},"configureAllowedAddress":{},"defrouter":{},"macAddress":{},"linkProtection":{}}}},"windows":{"layerFolders":{},"devices":{"*":{"id":{},"idType":{}}},"resources":{"memory":{"limit":{}},"cpu":{"count":{},"shares":{},"maximum":{},"affinity":{"mask":{},"group":{}}},"storage":{"iops":{},"bps":{},"sandboxSize":{}}},"network":{"endpointList":{},"allowUnqualifiedDNSQuery":{},"DNSSearchList":{},"networkSharedContainerName":{},"networkNamespace":{}},"credentialSpec":{},"servicing":{},"ignoreFlushesDuringBoot":{},"hyperv":{"utilityVMPath":{}}},"vm":{"hypervisor":{"path":{},"parameters":{}},"kernel":{"path":{},"parameters":{},"initrd":{}},"image":{"path":{},"format":{}},"hwConfig":{"deviceTree":{},"vcpus":{},"memory":{},"dtdevs":{},"iomems":{"*":{"firstGFN":{},"firstMFN":{},"nrMFNs":{}}},"irqs":{}}},"zos":{"namespaces":{"*":{"type":{},"path":{}}}},"freebsd":{"devices":{"*":{"path":{},"mode":{}}},"jail":{"parent":{},"host":{},"ip4":{},"ip4Addr":{},"ip6":{},"ip6Addr":{},"vnet":{},"interface":{},"vnetInterfaces":{},"sysvmsg":{},"sysvsem":{},"sysvshm":{},"enforceStatfs":{},"allow":{"setHostname":{},"rawSockets":{},"chflags":{},"mount":{},"quotas":{},"socketAf":{},"mlock":{},"reservedPorts":{},"suser":{}}}}};
/** What the schema says about each part of the document. */
export const annotations: Annotations = {"section":"config.md#configuration","parts":{"ociVersion":{"section":"config.md#specification-version"},"root":{"section":"config.md#root"},"mounts":{"section":"config.md#mounts","parts":{"*":{"parts":{"type":{"section":"config.md#posix-platform-mounts"},"options":{"section":"config.md#linux-mount-options"},"uidMappings":{"section":"config.md#posix-platform-mounts"},"gidMappings":{"section":"config.md#posix-platform-mounts"}}}}},"process":{"section":"config.md#process","parts":{"user":{"section":"config.md#posix-platform-user"},"rlimits":{"section":"config.md#posix-process","parts":{"*":{"parts":{"type":{"wanted":"the name of a resource, such as \"RLIMIT_NOFILE\""}}}}},"noNewPrivileges":{"section":"config.md#linux-process"},"apparmorProfile":{"section":"config.md#linux-process"},"selinuxLabel":{"section":"config.md#linux-process"},"oomScoreAdj":{"section":"config.md#linux-process"},"capabilities":{"section":"config.md#linux-process"},"scheduler":{"section":"config.md#linux-process"},"ioPriority":{"section":"config.md#linux-process"},"execCPUAffinity":{"section":"config.md#linux-process","parts":{"initial":{"wanted":"a list of CPUs such as \"0-3,7\""},"final":{"wanted":"a list of CPUs such as \"0-3,7\""}}}}},"hostname":{"section":"config.md#hostname"},"domainname":{"section":"config.md#domainname"},"hooks":{"section":"config.md#posix-platform-hooks"},"annotations":{"section":"config.md#annotations"},"linux":{"section":"config-linux.md","parts":{"namespaces":{"section":"config-linux.md#namespaces"},"uidMappings":{"section":"config-linux.md#user-namespace-mappings"},"gidMappings":{"section":"config-linux.md#user-namespace-mappings"},"timeOffsets":{"section":"config-linux.md#offset-for-time-namespace"},"devices":{"section":"config-linux.md#devices"},"netDevices":{"section":"config-linux.md#network-devices"},"cgroupsPath":{"section":"config-linux.md#cgroups-path"},"resources":{"section":"config-linux.md#control-groups","parts":{"devices":{"section":"config-linux.md#allowed-device-list","parts":{"*":{"parts":{"access":{"wanted":"letters out of \"rwm\""}}}}},"memory":{"section":"config-linux.md#memory"},"cpu":{"section":"config-linux.md#cpu"},"pids":{"section":"config-linux.md#pids"},"blockIO":{"section":"config-linux.md#block-io"},"hugepageLimits":{"section":"config-linux.md#huge-page-limits","parts":{"*":{"parts":{"pageSize":{"wanted":"a size such as \"64KB\", \"2MB\" or \"1GB\""}}}}},"network":{"section":"config-linux.md#network"},"rdma":{"section":"config-linux.md#rdma"},"unified":{"section":"config-linux.md#unified"}}},"intelRdt":{"section":"config-linux.md#intelrdt","parts":{"memBwSchema":{"wanted":"one line that begins with \"MB:\""}}},"memoryPolicy":{"section":"config-linux.md#memory-policy","parts":{"mode":{"called":"memory policy mode"},"flags":{"parts":{"*":{"called":"memory policy flag"}}}}},"sysctl":{"section":"config-linux.md#sysctl"},"seccomp":{"section":"config-linux.md#seccomp"},"rootfsPropagation":{"section":"config-linux.md#rootfs-mount-propagation"},"maskedPaths":{"section":"config-linux.md#masked-paths"},"readonlyPaths":{"section":"config-linux.md#readonly-paths"},"mountLabel":{"section":"config-linux.md#mount-label"},"personality":{"section":"config-linux.md#personality"}}},"solaris":{"section":"config-solaris.md"},"windows":{"section":"config-windows.md"},"vm":{"section":"config-vm.md"},"zos":{"section":"config-zos.md"},"freebsd":{"section":"config-freebsd.md"}}};
